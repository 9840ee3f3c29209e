package generics

import "sync"

type box[T any] struct {
	mu   sync.Mutex
	vals []T
}

func (b *box[T]) first() (v T, ok bool) {
	b.mu.Lock()
	if len(b.vals) == 0 {
		return v, false // want `b\.mu is still held on return`
	}
	v = b.vals[0]
	b.mu.Unlock()
	return v, true
}

func each[K comparable, V any](mu *sync.RWMutex, m map[K]V, f func(V) bool) {
	mu.RLock()
	for _, v := range m {
		if !f(v) {
			return // want `mu is still held on return`
		}
	}
	mu.RUnlock()
}

// A type parameter that is a lock.
func with[L sync.Locker](l L, f func() bool) {
	l.Lock()
	if f() {
		return // want `l is still held on return`
	}
	l.Unlock()
}

// A helper of an instantiated type, seen from outside.
func (b *box[T]) lock()   { b.mu.Lock() }
func (b *box[T]) unlock() { b.mu.Unlock() }

func count(b *box[int], f func() bool) {
	b.lock()
	if f() {
		return // want `b\.mu is still held on return`
	}
	b.unlock()
}

func twice(b *box[string]) {
	b.lock()
	b.unlock()
	b.unlock() // want `b\.mu is unlocked, but was unlocked before`
}
