package returns

import (
	"errors"
	"os"
	"sync"
)

type store struct {
	mu    sync.Mutex
	items map[string]int
	file  *os.File
	done  bool
}

var errMissing = errors.New("missing")

func (s *store) early(key string) int {
	s.mu.Lock()
	n, ok := s.items[key]
	if !ok {
		return 0 // want `^s\.mu is still held on return \(unlockpath-missing\)$`
	}
	s.mu.Unlock()
	return n
}

func (s *store) failure(key string) error {
	s.mu.Lock()
	if err := s.file.Sync(); err != nil {
		return err // want `s\.mu is still held on return`
	}
	delete(s.items, key)
	s.mu.Unlock()
	return nil
}

// The second of several error paths is the one that was forgotten.
func (s *store) secondFailure() error {
	s.mu.Lock()
	if err := s.file.Sync(); err != nil {
		s.mu.Unlock()
		return err
	}
	if err := s.file.Close(); err != nil {
		return err // want `s\.mu is still held on return`
	}
	s.mu.Unlock()
	return nil
}

func (s *store) elseBranch(key string) {
	s.mu.Lock()
	if _, ok := s.items[key]; ok {
		s.items[key]++
		s.mu.Unlock()
	} else {
		s.items[key] = 1
	}
} // want `s\.mu is still held on return`

func (s *store) switched(op string, key string) int {
	s.mu.Lock()
	switch op {
	case "get":
		n := s.items[key]
		s.mu.Unlock()
		return n
	case "del":
		delete(s.items, key)
		return 0 // want `s\.mu is still held on return`
	default:
		s.mu.Unlock()
		return -1
	}
}

// No case is taken, and nothing unlocks then.
func (s *store) noDefault(op string) {
	s.mu.Lock()
	switch op {
	case "clear":
		clear(s.items)
		s.mu.Unlock()
	case "reset":
		s.items = nil
		s.mu.Unlock()
	}
} // want `s\.mu is still held on return`

func (s *store) typeSwitched(v any) int {
	s.mu.Lock()
	switch v := v.(type) {
	case string:
		n := s.items[v]
		s.mu.Unlock()
		return n
	case error:
		return -1 // want `s\.mu is still held on return`
	}
	s.mu.Unlock()
	return 0
}

func (s *store) selected(stop <-chan bool, keys <-chan string) bool {
	s.mu.Lock()
	select {
	case key := <-keys:
		s.items[key]++
		s.mu.Unlock()
		return true
	case <-stop:
		return false // want `s\.mu is still held on return`
	}
}

func (s *store) jumps(keys []string) error {
	s.mu.Lock()
	for _, key := range keys {
		if key == "" {
			goto fail
		}
		s.items[key]++
	}
	s.mu.Unlock()
	return nil
fail:
	return errMissing // want `s\.mu is still held on return`
}

// Breaking out of the loop skips the only unlock.
func (s *store) breaks(keys <-chan string) {
outer:
	for {
		s.mu.Lock()
		for key := range keys {
			if key == "" {
				break outer
			}
			s.items[key]++
		}
		s.mu.Unlock()
	}
} // want `s\.mu is still held on return`

func (s *store) falls(op int) {
	s.mu.Lock()
	switch op {
	case 0:
		s.items = nil
		fallthrough
	case 1:
		s.done = true
	default:
		s.mu.Unlock()
	}
} // want `s\.mu is still held on return`

// Two locks, of which the error path releases one.
type pair struct{ left, right sync.Mutex }

func (p *pair) both(f func() error) error {
	p.left.Lock()
	p.right.Lock()
	if err := f(); err != nil {
		p.right.Unlock()
		return err // want `p\.left is still held on return`
	}
	p.right.Unlock()
	p.left.Unlock()
	return nil
}

// Nothing here or elsewhere releases it.
type once struct {
	mu   sync.Mutex
	done bool
}

func (o *once) finish() {
	o.mu.Lock()
	o.done = true
} // want `o\.mu is still held on return`

// The function recovers, so that its caller goes on with the lock held.
func (s *store) recovers(f func()) {
	defer func() { _ = recover() }()
	s.mu.Lock()
	if s.items == nil {
		panic("no items") // want `s\.mu is still held after the panic`
	}
	s.mu.Unlock()
}

var global sync.Mutex

func ofGlobal(x int) int {
	global.Lock()
	if x < 0 {
		return -x // want `global is still held on return`
	}
	global.Unlock()
	return x
}

func ofParameter(mu *sync.Mutex, x int) int {
	mu.Lock()
	if x < 0 {
		return -x // want `mu is still held on return`
	}
	mu.Unlock()
	return x
}

func ofLocal(fs []func() error) error {
	var mu sync.Mutex
	for _, f := range fs {
		go func() {
			mu.Lock()
			if f() != nil {
				return // want `mu is still held on return`
			}
			mu.Unlock()
		}()
	}
	return nil
}

// What is returned is not the lock that is held.
type otherWire struct {
	mu   sync.Mutex
	file *os.File
	next int
}

func (w *otherWire) waitFor(id int) (n int, lock *sync.Mutex, err error) {
	for {
		w.mu.Lock()
		if err = w.file.Sync(); err != nil {
			w.mu.Unlock()
			break
		}
		if w.next == id {
			n, lock = w.next, new(sync.Mutex)
			break
		}
		w.mu.Unlock()
	}
	return // want `w\.mu is still held on return`
}
