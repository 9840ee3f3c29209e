package closures

import (
	"iter"
	"slices"
	"sync"
)

type set struct {
	mu sync.Mutex
	m  map[int]bool
}

// A literal that is called here locks; the function does not unlock.
func (s *set) literal(f func() bool) {
	lock := func() { s.mu.Lock() }
	unlock := func() { s.mu.Unlock() }
	lock()
	if f() {
		return // want `s\.mu is still held on return`
	}
	unlock()
}

func (s *set) nested(f func() bool) {
	lock := func() { s.mu.Lock() }
	unlock := func() { s.mu.Unlock() }
	reallyUnlock := func() { unlock() }
	lock()
	if f() {
		return // want `s\.mu is still held on return`
	}
	reallyUnlock()
}

func (s *set) twice() {
	unlock := func() { s.mu.Unlock() }
	s.mu.Lock()
	unlock()
	unlock() // want `s\.mu is unlocked, but was unlocked before`
}

// Within a literal.
func (s *set) inside(f func() bool) func() {
	return func() {
		s.mu.Lock()
		if f() {
			return // want `s\.mu is still held on return`
		}
		s.mu.Unlock()
	}
}

func (s *set) goroutine(f func() bool) {
	go func() {
		s.mu.Lock()
		if f() {
			return // want `s\.mu is still held on return`
		}
		s.mu.Unlock()
	}()
}

// Method values.
func (s *set) methodValue(f func() bool) {
	lock, unlock := s.mu.Lock, s.mu.Unlock
	lock()
	if f() {
		return // want `s\.mu is still held on return`
	}
	unlock()
}

func (s *set) methodExpression(f func() bool) {
	(*sync.Mutex).Lock(&s.mu)
	if f() {
		return // want `s\.mu is still held on return`
	}
	(*sync.Mutex).Unlock(&s.mu)
}

func (s *set) around(seq iter.Seq[int]) bool {
	s.mu.Lock()
	for n := range seq {
		if s.m[n] {
			return true // want `s\.mu is still held on return`
		}
	}
	s.mu.Unlock()
	return false
}

// A literal that a library function calls.
func (s *set) sorted(ns []int) {
	s.mu.Lock()
	if slices.ContainsFunc(ns, func(n int) bool { return s.m[n] }) {
		return // want `s\.mu is still held on return`
	}
	s.mu.Unlock()
}
