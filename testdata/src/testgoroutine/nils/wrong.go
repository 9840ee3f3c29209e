package nils

import (
	"errors"
	"sync"
	"testing"
)

func (s *server) run() error {
	for {
		select {
		case f, ok := <-s.jobs:
			if !ok {
				return errors.New("no jobs")
			}
			f()
		case <-s.quit:
			return nil
		}
	}
}

func TestRunFails(t *testing.T) {
	s := &server{jobs: make(chan func()), quit: make(chan struct{})}
	go func() {
		if err := s.run(); err != nil {
			t.Fatal(err) // want `T\.Fatal is called in a goroutine`
		}
	}()
	close(s.jobs)
}

// The error is set by what is deferred.
func (s *stones) deferred(id int) (stone string, err error) {
	s.mu.Lock()
	defer func() {
		s.mu.Unlock()
		if stone == "" {
			err = errors.New("no stone")
		}
	}()
	return s.all[id], nil
}

func TestDeferred(t *testing.T) {
	s := &stones{all: make(map[int]string)}
	var wg sync.WaitGroup
	wg.Go(func() {
		_, err := s.deferred(1)
		check(t, err) // want `T\.Fatal is called in a goroutine`
	})
	wg.Wait()
}

// The first call is in vain, the second is not.
func TestSecond(t *testing.T) {
	s := &stones{all: make(map[int]string)}
	var wg sync.WaitGroup
	wg.Go(func() {
		_, err := s.Get(1)
		check(t, err)
		check(t, open()) // want `T\.Fatal is called in a goroutine`
	})
	wg.Wait()
}

// The other function that the cache is given may fail.
func TestCacheFails(t *testing.T) {
	var c cache[int]
	done := make(chan struct{})
	go func() {
		defer close(done)
		v, err := c.get("a", func() (*int, error) { return nil, errors.New("no") }, any1)
		expect(t, v, err) // want `T\.Fatal is called in a goroutine`
	}()
	<-done
}

type failure struct{}

func (*failure) Error() string { return "failure" }

func typed() error {
	var f *failure
	return f
}

// A nil pointer in an interface is not nil.
func TestTyped(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := typed()
		defer func() { _ = err }()
		check(t, err) // want `T\.Fatal is called in a goroutine`
	}()
	<-done
}

// The check is of another error.
func TestOther(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := open()
		if err != nil {
			return
		}
		err = open()
		check(t, err) // want `T\.Fatal is called in a goroutine`
	}()
	<-done
}

// The loop leaves an error behind.
func last(n int) (err error) {
	for i := range n {
		if i > 3 {
			err = open()
		}
	}
	return err
}

func TestLast(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		check(t, last(5)) // want `T\.Fatal is called in a goroutine`
	}()
	<-done
}
