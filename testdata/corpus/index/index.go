// Package index takes the locks of package store.
package index

import (
	"sync"

	"example.com/corpus/store"
)

// Index finds values.
type Index struct {
	mu   sync.RWMutex
	keys []string
	s    *store.Store
}

// Sum locks the store again while it is locked.
func (x *Index) Sum() (sum int) {
	x.s.Each(func(k string, _ int) { sum += x.s.Get(k) })
	return sum
}

// Peek does so, too, with the lock taken by a method.
func (x *Index) Peek() int {
	x.s.Lock()
	defer x.s.Unlock()
	return x.s.Get("a")
}

// Add takes the index's lock, then the package's.
func (x *Index) Add(key string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	store.Mu.Lock()
	defer store.Mu.Unlock()
	x.keys = append(x.keys, key)
}

// Len takes them in the opposite order.
func (x *Index) Len() int {
	store.Mu.Lock()
	defer store.Mu.Unlock()
	return x.len()
}

func (x *Index) len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.keys)
}
