package returns

import "sync"

func (s *store) earlyRight(key string) int {
	s.mu.Lock()
	n, ok := s.items[key]
	if !ok {
		s.mu.Unlock()
		return 0
	}
	s.mu.Unlock()
	return n
}

func (s *store) beforeLock(key string) int {
	if key == "" {
		return 0
	}
	s.mu.Lock()
	n := s.items[key]
	s.mu.Unlock()
	return n
}

func (s *store) failureRight(key string) error {
	s.mu.Lock()
	err := s.file.Sync()
	if err == nil {
		delete(s.items, key)
	}
	s.mu.Unlock()
	return err
}

func (s *store) elseRight(key string) {
	s.mu.Lock()
	if _, ok := s.items[key]; ok {
		s.items[key]++
		s.mu.Unlock()
	} else {
		s.items[key] = 1
		s.mu.Unlock()
	}
}

func (s *store) switchedRight(op string, key string) int {
	s.mu.Lock()
	switch op {
	case "get":
		n := s.items[key]
		s.mu.Unlock()
		return n
	case "del":
		delete(s.items, key)
		s.mu.Unlock()
		return 0
	}
	s.mu.Unlock()
	return -1
}

func (s *store) typeSwitchedRight(v any) int {
	s.mu.Lock()
	n := 0
	switch v := v.(type) {
	case string:
		n = s.items[v]
	case error:
		n = s.items[v.Error()]
	}
	s.mu.Unlock()
	return n
}

func (s *store) selectedRight(stop <-chan bool, keys <-chan string) bool {
	s.mu.Lock()
	select {
	case key := <-keys:
		s.items[key]++
		s.mu.Unlock()
		return true
	case <-stop:
		s.mu.Unlock()
		return false
	}
}

// select{} never goes on.
func (s *store) forever() {
	s.mu.Lock()
	if s.done {
		select {}
	}
	s.mu.Unlock()
}

// Neither does a loop without an exit.
func (s *store) spins() {
	s.mu.Lock()
	if s.done {
		for {
		}
	}
	s.mu.Unlock()
}

func (s *store) jumpsRight(keys []string) (err error) {
	s.mu.Lock()
	for _, key := range keys {
		if key == "" {
			err = errMissing
			goto unlock
		}
		s.items[key]++
	}
unlock:
	s.mu.Unlock()
	return err
}

// A loop made of goto takes and releases the lock once a round.
func (s *store) retries(f func() bool) {
again:
	s.mu.Lock()
	if !s.done {
		s.mu.Unlock()
		if f() {
			goto again
		}
		return
	}
	s.mu.Unlock()
}

func (s *store) breaksRight(keys <-chan string) {
outer:
	for {
		s.mu.Lock()
		for key := range keys {
			if key == "" {
				s.mu.Unlock()
				break outer
			}
			s.items[key]++
		}
		s.mu.Unlock()
	}
}

func (s *store) fallsRight(op int) {
	s.mu.Lock()
	switch op {
	case 0:
		s.items = nil
		fallthrough
	case 1:
		s.done = true
		fallthrough
	default:
		s.mu.Unlock()
	}
}

func (p *pair) bothRight(f func() error) error {
	p.left.Lock()
	p.right.Lock()
	if err := f(); err != nil {
		p.right.Unlock()
		p.left.Unlock()
		return err
	}
	// In the order in which they were taken is fine, too.
	p.left.Unlock()
	p.right.Unlock()
	return nil
}

// Boolean operators are branches as well.
func (s *store) shortCircuit(a, b bool) bool {
	s.mu.Lock()
	if a && b || s.done {
		s.mu.Unlock()
		return true
	}
	s.mu.Unlock()
	return !a && !b
}

// A panic that nobody here recovers from ends more than this function.
func (s *store) panics() {
	s.mu.Lock()
	if s.items == nil {
		panic("no items")
	}
	s.mu.Unlock()
}

func (s *store) recoversRight(f func()) {
	defer func() { _ = recover() }()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.items == nil {
		panic("no items")
	}
	f()
}

// The same lock several times, one after the other.
func (s *store) twice(key string) int {
	s.mu.Lock()
	n := s.items[key]
	s.mu.Unlock()
	if n > 0 {
		return n
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items[key]++
	return s.items[key]
}

func ofLocalRight(fs []func() error) int {
	var mu sync.Mutex
	failed := 0
	for _, f := range fs {
		if f() != nil {
			mu.Lock()
			failed++
			mu.Unlock()
		}
	}
	mu.Lock()
	defer mu.Unlock()
	return failed
}

// Two variables that always name one lock.
func alias(s *store) {
	mu := &s.mu
	mu.Lock()
	t := s
	if t.done {
		t.mu.Unlock()
		return
	}
	mu.Unlock()
}

// Either lock, but the same one both times.
func either(p *pair, first bool) {
	mu := &p.left
	if !first {
		mu = &p.right
	}
	mu.Lock()
	defer mu.Unlock()
}

func eitherBody(p *pair, first bool, f func()) {
	mu := &p.left
	if !first {
		mu = &p.right
	}
	mu.Lock()
	f()
	mu.Unlock()
}

// wire is read by who holds its lock; who waits for an answer gets the lock with it.
type wire struct {
	mu   sync.Mutex
	file interface{ Sync() error }
	next int
}

func (w *wire) waitFor(id int) (n int, lock *sync.Mutex, err error) {
	for {
		w.mu.Lock()
		if err = w.file.Sync(); err != nil {
			w.mu.Unlock()
			break
		}
		if w.next == id {
			n, lock = w.next, &w.mu
			break
		}
		w.mu.Unlock()
	}
	w.leave()
	return
}

func (w *wire) leave() {}

func (w *wire) ask(id int) (int, error) {
	n, lock, err := w.waitFor(id)
	if err != nil {
		return 0, err
	}
	lock.Unlock()
	return n, nil
}

func (w *wire) askTwice(id int) error {
	_, lock, err := w.waitFor(id)
	if err != nil {
		return err
	}
	lock.Unlock()
	_, lock, err = w.waitFor(id + 1)
	if err == nil {
		lock.Unlock()
	}
	return err
}
