// Package a has locks and functions that do all kinds of things with them, for
// the other packages to use.
package a

import (
	"errors"
	"sync"
)

// Two locks that others take.
var Accounts, Ledger sync.Mutex

// Two more, of which this package takes one under the other.
var Outer, Inner sync.Mutex

func Both() {
	Outer.Lock()
	defer Outer.Unlock()
	Inner.Lock()
	defer Inner.Unlock()
}

func TakeOuter() {
	Outer.Lock()
	Outer.Unlock()
}

// A leaf: nothing is called while it is held.
var leaf sync.Mutex

func Leaf() {
	leaf.Lock()
	leaf.Unlock()
}

type Store struct {
	Mu   sync.RWMutex
	mu   sync.Mutex
	m    map[string]int
	open bool
}

var ErrClosed = errors.New("closed")

func New() *Store { return &Store{m: make(map[string]int)} }

func (s *Store) Get(key string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m[key]
}

// Returns holding the lock.
func (s *Store) Lock()   { s.mu.Lock() }
func (s *Store) Unlock() { s.mu.Unlock() }

// Returns holding the lock if there is no error.
func (s *Store) Enter() error {
	s.mu.Lock()
	if !s.open {
		s.mu.Unlock()
		return ErrClosed
	}
	return nil
}

func (s *Store) TryEnter() bool {
	s.mu.Lock()
	if s.open {
		return true
	}
	s.mu.Unlock()
	return false
}

// Takes the lock if it is told to.
func (s *Store) Size(needLock bool) int {
	if needLock {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	return len(s.m)
}

// Runs its argument under the lock.
func (s *Store) Do(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

// Runs its argument without the lock that it is called with.
func (s *Store) Without(f func()) {
	s.mu.Unlock()
	defer s.mu.Lock()
	f()
}

// Runs its argument with no lock.
func (s *Store) After(f func()) {
	s.mu.Lock()
	s.m = nil
	s.mu.Unlock()
	f()
}

// A getter.
func (s *Store) Mutex() *sync.Mutex { return &s.mu }

func (s *Store) Read() int {
	s.Mu.RLock()
	defer s.Mu.RUnlock()
	return len(s.m)
}

func (s *Store) Write() {
	s.Mu.Lock()
	defer s.Mu.Unlock()
	s.m = nil
}

// Prints itself under its lock.
func (s *Store) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return "store"
}

// A generic type.
type Box[T any] struct {
	mu sync.Mutex
	v  T
}

func (b *Box[T]) Lock()   { b.mu.Lock() }
func (b *Box[T]) Unlock() { b.mu.Unlock() }

func (b *Box[T]) Get() T {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.v
}
