package nils

import (
	"errors"
	"sync"
	"testing"
)

// server's Run has an error to be like others, and none to return.
type server struct {
	jobs chan func()
	quit chan struct{}
}

func (s *server) Run() error {
	for {
		select {
		case f, ok := <-s.jobs:
			if !ok {
				return nil
			}
			f()
		case <-s.quit:
			return nil
		}
	}
}

func TestRun(t *testing.T) {
	s := &server{jobs: make(chan func()), quit: make(chan struct{})}
	go func() {
		if err := s.Run(); err != nil {
			t.Fatal(err)
		}
	}()
	close(s.quit)
}

type stones struct {
	mu  sync.Mutex
	all map[int]string
}

func (s *stones) Get(id int) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stone, ok := s.all[id]
	if !ok {
		return "", nil
	}
	return stone, nil
}

func (s *stones) named(id int) (stone string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stone = s.all[id]
	return
}

func TestGet(t *testing.T) {
	s := &stones{all: make(map[int]string)}
	var wg sync.WaitGroup
	wg.Go(func() {
		_, err := s.Get(1)
		check(t, err)
		_, err = s.named(2)
		check(t, err)
	})
	wg.Wait()
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// cache returns only the errors of those that fill it.
type cache[V any] struct{ all sync.Map }

func (c *cache[V]) get(key string, fill func() (*V, error), good func(*V) bool) (*V, error) {
	if old, ok := c.all.Load(key); ok {
		if v := old.(*V); good(v) {
			return v, nil
		}
	}
	v, err := fill()
	if err != nil {
		return nil, err
	}
	c.all.Store(key, v)
	return v, nil
}

func expect(t *testing.T, v *int, err error, want ...*int) {
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range want {
		if v == w {
			return
		}
	}
	t.Errorf("got %p", v)
}

func any1(*int) bool { return true }

func TestCache(t *testing.T) {
	var c cache[int]
	for range 10 {
		one, two := new(int), new(int)
		start := make(chan struct{})
		var wg sync.WaitGroup
		wg.Add(2)
		go func() {
			<-start
			v, err := c.get("a", func() (*int, error) { return one, nil }, any1)
			expect(t, v, err, one, two)
			wg.Done()
		}()
		go func() {
			<-start
			v, err := c.get("a", func() (*int, error) { return two, nil }, any1)
			expect(t, v, err, one, two)
			wg.Done()
		}()
		close(start)
		wg.Wait()
	}
}

// What comes after a check need not fail.
func TestChecked(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := open()
		if err != nil {
			t.Log(err)
			return
		}
		check(t, err)
	}()
	<-done
}

func open() error { return errors.New("no") }

// A loop may keep the error for later.
func quiet(n int) (err error) {
	for i := range n {
		if i > 3 {
			err = nil
		}
	}
	return err
}

func TestLoop(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		check(t, quiet(5))
	}()
	<-done
}
