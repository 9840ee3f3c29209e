// Package store has locks that the other packages can only know from facts.
package store

import "sync"

// Store holds values.
type Store struct {
	mu     sync.Mutex
	values map[string]int
}

// Mu guards Shared.
var Mu sync.Mutex

// Shared is known to all.
var Shared = &Store{values: make(map[string]int)}

// Get returns a value.
func (s *Store) Get(key string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.values[key]
}

// Each calls f with the lock held.
func (s *Store) Each(f func(string, int)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k, v := range s.values {
		f(k, v)
	}
}

// Lock locks the store for a caller.
func (s *Store) Lock() { s.mu.Lock() }

// Unlock unlocks it.
func (s *Store) Unlock() { s.mu.Unlock() }

// Reset forgets a lock on the way out.
func (s *Store) Reset(hard bool) bool {
	s.mu.Lock()
	if !hard {
		return false
	}
	clear(s.values)
	s.mu.Unlock()
	return true
}

// Exit ends the process.
var Exit func(status int)

// Die does, too, but that cannot be seen from here.
func Die() { Exit(1) }
