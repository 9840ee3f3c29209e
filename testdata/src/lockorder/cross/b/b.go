// Package b takes locks of package a, Accounts first.
package b

import (
	"fmt"

	"lockorder/cross/a"
)

func Post() {
	a.Accounts.Lock()
	defer a.Accounts.Unlock()
	a.Ledger.Lock()
	defer a.Ledger.Unlock()
}

// Store's users hold the lock through a wrapper.
func twice(s *a.Store) int {
	s.Lock()
	defer s.Unlock()
	return s.Get("x") // want `^s\.mu is locked again while already held: twice → \(\*Store\)\.Get \(lockorder-double\)$`
}

func once(s *a.Store) int {
	s.Lock()
	s.Unlock()
	return s.Get("x")
}

func others(s, t *a.Store) int {
	s.Lock()
	defer s.Unlock()
	return t.Get("x") + a.New().Get("x")
}

func condition(s *a.Store) error {
	if err := s.Enter(); err != nil {
		s.Get("no lock is held here")
		return err
	}
	defer s.Unlock()
	s.Get("x") // want `s\.mu is locked again while already held`
	return nil
}

func try(s *a.Store) {
	if s.TryEnter() {
		s.Get("x") // want `s\.mu is locked again while already held`
		s.Unlock()
	}
	s.Get("x")
}

func flag(s *a.Store) int {
	s.Lock()
	defer s.Unlock()
	return s.Size(false) + s.Size(true) // want `s\.mu is locked again while already held`
}

func getter(s *a.Store) int {
	mu := s.Mutex()
	mu.Lock()
	defer s.Mutex().Unlock()
	return s.Get("x") // want `s\.mu is locked again while already held`
}

func without(s *a.Store) {
	s.Lock()
	s.Without(func() { s.Get("x") })
	s.Unlock()
	s.After(func() { s.Get("x") })
}

func callback(s *a.Store) {
	s.Do(func() { // want `s\.mu is locked again while already held`
		s.Get("x")
	})
	s.Do(func() { a.New().Get("x") })
}

func read(s *a.Store) int {
	s.Mu.RLock()
	defer s.Mu.RUnlock()
	return s.Read() // want `s\.Mu is read-locked again while already read-locked.*lockorder-rlock`
}

func upgrade(s *a.Store) {
	s.Mu.RLock()
	s.Write() // want `s\.Mu is locked for writing while read-locked.*lockorder-upgrade`
	s.Mu.RUnlock()
}

func prints(s *a.Store) {
	s.Lock()
	defer s.Unlock()
	fmt.Println(s) // want `s\.mu is locked again while already held`
}

func generic(b *a.Box[int]) int {
	b.Lock()
	defer b.Unlock()
	return b.Get() // want `b\.mu is locked again while already held`
}

// Embedded.
type cache struct {
	*a.Store
	hits int
}

func (c *cache) get(key string) int {
	c.Lock()
	defer c.Unlock()
	c.hits++
	return c.Get(key) // want `c\.Store\.mu is locked again while already held`
}

// The other order than in package a.
func InnerFirst() {
	a.Inner.Lock()
	defer a.Inner.Unlock()
	a.TakeOuter() // want `a\.Outer is locked while a\.Inner is held, but elsewhere in the opposite order: Both locks a\.Inner while holding a\.Outer`
}

func underLeaf(s *a.Store) {
	s.Lock()
	a.Leaf()
	s.Unlock()
}
