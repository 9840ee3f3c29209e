package rwlock

import "sync"

type badCache struct {
	mu      sync.RWMutex
	entries map[string]string
	load    func(key string) (string, error)
}

// A reader cannot become the writer: it waits for itself to leave.
func (c *badCache) upgrades(key string) (string, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if v, ok := c.entries[key]; ok {
		return v, nil
	}
	v, err := c.load(key)
	if err != nil {
		return "", err
	}
	c.mu.Lock() // want `lockorder-upgrade`
	c.entries[key] = v
	c.mu.Unlock()
	return v, nil
}

func (c *badCache) count() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.entries)
}

// A writer that comes in between keeps the second reader out for ever.
func (c *badCache) report(print func(int)) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	print(c.count()) // want `lockorder-rlock`
}

func (c *badCache) set(key, v string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries[key] = v
}

func (c *badCache) setAll(entries map[string]string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, v := range entries {
		c.set(key, v) // want `lockorder-double`
	}
}

// The read lock is released as if it were the write lock.
func (c *badCache) has(key string) bool {
	c.mu.RLock()
	_, ok := c.entries[key]
	c.mu.Unlock() // want `unlockpath-mode`
	return ok
}

// One way out of two.
func (c *badCache) get(key string) (string, bool) {
	c.mu.RLock()
	v, ok := c.entries[key]
	if !ok {
		return "", false // want `unlockpath-missing`
	}
	c.mu.RUnlock()
	return v, true
}

// A copy of the cache has a copy of the lock, in the state that it is in.
func (c *badCache) snapshot() badCache {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return *c // want `copylock-value`
}

// A readers-writer lock made by hand: the last reader does not wake the writer.
type badCondLock struct {
	mu      sync.Mutex
	free    *sync.Cond
	readers int
	writing bool
}

func (l *badCondLock) rlock() {
	l.mu.Lock()
	for l.writing {
		l.free.Wait() // want `condwait-signal`
	}
	l.readers++
	l.mu.Unlock()
}

func (l *badCondLock) runlock() {
	l.mu.Lock()
	l.readers--
	l.mu.Unlock()
}

func (l *badCondLock) lock() {
	l.mu.Lock()
	for l.writing || l.readers > 0 {
		l.free.Wait() // want `condwait-signal`
	}
	l.writing = true
	l.mu.Unlock()
}

func readThenWrite(read, write func()) {
	l := &badCondLock{}
	l.free = sync.NewCond(&l.mu)
	l.rlock()
	go func() {
		read()
		l.runlock()
	}()
	l.lock()
	write()
}
