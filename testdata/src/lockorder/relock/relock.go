// Package relock has functions that give a lock back for the time of a call.
package relock

import "sync"

type set struct {
	mu sync.Mutex
	m  map[int]bool
}

// A literal that gives the lock back for the time of a call.
func (s *set) outside(f func()) {
	unlocked := func(f func()) {
		s.mu.Unlock()
		defer s.mu.Lock()
		f()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for n := range s.m {
		delete(s.m, n)
		unlocked(f)
	}
}

func (s *set) once(f func()) {
	unlocked := func() {
		s.mu.Unlock()
		defer s.mu.Lock()
		f()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	unlocked()
}

func (s *set) unlockedM(f func()) {
	s.mu.Unlock()
	defer s.mu.Lock()
	f()
}

func (s *set) useM(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unlockedM(f)
}
