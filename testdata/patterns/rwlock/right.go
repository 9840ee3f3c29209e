// Package rwlock lets readers in together and writers in alone.
package rwlock

import "sync"

type cache struct {
	mu      sync.RWMutex
	entries map[string]string
	hits    int
	load    func(key string) (string, error)
}

func (c *cache) get(key string) (string, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok := c.entries[key]
	return v, ok
}

// The read lock is released before the write lock is taken, and the entry
// looked for again then.
func (c *cache) getOrLoad(key string) (string, error) {
	if v, ok := c.get(key); ok {
		return v, nil
	}
	v, err := c.load(key)
	if err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if old, ok := c.entries[key]; ok {
		return old, nil
	}
	c.entries[key] = v
	return v, nil
}

func (c *cache) count() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.countLocked()
}

// countLocked needs the lock.
func (c *cache) countLocked() int { return len(c.entries) }

func (c *cache) stats() (entries, hits int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.countLocked(), c.hits
}

// A readers-writer lock made of two mutexes: the first reader in locks the
// writers out, and the last one out lets them in again.
type readersWriter struct {
	mu      sync.Mutex
	readers int
	room    sync.Mutex
}

func (l *readersWriter) rlock() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.readers++
	if l.readers == 1 {
		l.room.Lock()
	}
}

func (l *readersWriter) runlock() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.readers--
	if l.readers == 0 {
		l.room.Unlock()
	}
}

func (l *readersWriter) lock()   { l.room.Lock() }
func (l *readersWriter) unlock() { l.room.Unlock() }

// The same with a Cond.
type condLock struct {
	mu      sync.Mutex
	free    *sync.Cond
	readers int
	writing bool
}

func newCondLock() *condLock {
	l := &condLock{}
	l.free = sync.NewCond(&l.mu)
	return l
}

func (l *condLock) rlock() {
	l.mu.Lock()
	for l.writing {
		l.free.Wait()
	}
	l.readers++
	l.mu.Unlock()
}

func (l *condLock) runlock() {
	l.mu.Lock()
	if l.readers--; l.readers == 0 {
		l.free.Broadcast()
	}
	l.mu.Unlock()
}

func (l *condLock) lock() {
	l.mu.Lock()
	for l.writing || l.readers > 0 {
		l.free.Wait()
	}
	l.writing = true
	l.mu.Unlock()
}

func (l *condLock) unlock() {
	l.mu.Lock()
	l.writing = false
	l.mu.Unlock()
	l.free.Broadcast()
}
