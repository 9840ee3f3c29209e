// Package modes has second acquisitions in which a read lock takes part.
package modes

import "sync"

type index struct {
	mu   sync.RWMutex
	docs map[string]int
}

func (x *index) get(key string) int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.docs[key]
}

func (x *index) sum(keys ...string) (n int) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for _, key := range keys {
		n += x.get(key) // want `^x\.mu is read-locked again while already read-locked, which deadlocks when a writer waits in between: \(\*index\)\.sum → \(\*index\)\.get \(lockorder-rlock\)$`
	}
	return n
}

func (x *index) direct(key string) int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	x.mu.RLock() // want `x\.mu is read-locked again while already read-locked.*lockorder-rlock`
	defer x.mu.RUnlock()
	return x.docs[key]
}

func (x *index) viaClosure(key string) int {
	get := func() int { return x.get(key) }
	x.mu.RLock()
	defer x.mu.RUnlock()
	return get() // want `lockorder-rlock`
}

func (x *index) viaReadSide(key string) int {
	l := x.mu.RLocker()
	l.Lock()
	defer l.Unlock()
	return x.get(key) // want `lockorder-rlock`
}

func (x *index) set(key string, n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.docs[key] = n
}

func (x *index) upgrade(key string) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if _, ok := x.docs[key]; !ok {
		x.mu.Lock() // want `^x\.mu is locked for writing while read-locked \(lockorder-upgrade\)$`
		x.docs[key] = 1
		x.mu.Unlock()
	}
}

func (x *index) upgradeCall(key string) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if _, ok := x.docs[key]; !ok {
		x.set(key, 1) // want `^x\.mu is locked for writing while read-locked: \(\*index\)\.upgradeCall → \(\*index\)\.set \(lockorder-upgrade\)$`
	}
}

func (x *index) writeThenRead(key string) int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.get(key) // want `x\.mu is locked again while already held: .*lockorder-double`
}

func (x *index) writeThenWrite(key string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.set(key, 2) // want `lockorder-double`
}

// With the read lock given back on one path only.
func (x *index) onOnePath(key string) {
	x.mu.RLock()
	n, ok := x.docs[key]
	if ok {
		x.mu.RUnlock()
	}
	x.set(key, n+1) // want `lockorder-upgrade`
	if !ok {
		x.mu.RUnlock()
	}
}

// Under a callback.
func (x *index) each(f func(string, int)) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for k, n := range x.docs {
		f(k, n)
	}
}
