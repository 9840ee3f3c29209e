package modes

import "sync"

func (c *cache) getRight(key string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.data[key]
}

func (c *cache) getOrSet(key string) int {
	c.mu.RLock()
	n, ok := c.data[key]
	c.mu.RUnlock()
	if ok {
		return n
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if n, ok := c.data[key]; ok {
		return n
	}
	c.data[key] = 1
	return 1
}

func (c *cache) downgradedRight(key string) int {
	c.mu.Lock()
	c.data[key]++
	c.mu.Unlock()
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.data[key]
}

func (c *cache) upgraded(key string) int {
	c.mu.RLock()
	if n, ok := c.data[key]; ok {
		defer c.mu.RUnlock()
		return n
	}
	c.mu.RUnlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.data[key] = 1
	return 1
}

func (c *cache) triedRight(key string) {
	if c.mu.TryRLock() {
		_ = c.data[key]
		c.mu.RUnlock()
	} else if c.mu.TryLock() {
		delete(c.data, key)
		c.mu.Unlock()
	}
}

func (c *cache) readSideRight(key string) int {
	l := c.mu.RLocker()
	l.Lock()
	defer l.Unlock()
	return c.data[key]
}

func (c *cache) readSideMixed(key string) int {
	c.mu.RLocker().Lock()
	defer c.mu.RUnlock()
	return c.data[key]
}

func (c *cache) mode(write bool) {
	var l sync.Locker = &c.mu
	if !write {
		l = c.mu.RLocker()
	}
	l.Lock()
	defer l.Unlock()
	clear(c.data)
}

// The mode is remembered in a variable.
func (c *cache) escalate(f func() bool) {
	exclusive := false
	c.mu.RLock()
	if f() {
		c.mu.RUnlock()
		c.mu.Lock()
		exclusive = true
	}
	f()
	if exclusive {
		c.mu.Unlock()
	} else {
		c.mu.RUnlock()
	}
}

func (c *cache) escalateDeferred(f func() bool) {
	exclusive := false
	c.mu.RLock()
	defer func() {
		if exclusive {
			c.mu.Unlock()
		} else {
			c.mu.RUnlock()
		}
	}()
	if f() {
		c.mu.RUnlock()
		c.mu.Lock()
		exclusive = true
	}
	f()
}

// The function that releases the lock changes with the mode.
func (c *cache) release(write bool) func() {
	if write {
		c.mu.Lock()
		return c.mu.Unlock
	}
	c.mu.RLock()
	return c.mu.RUnlock
}

func (c *cache) useRelease(write bool) int {
	defer c.release(write)()
	return len(c.data)
}

// Read-locked by one helper, released by another.
func (c *cache) rlock()   { c.mu.RLock() }
func (c *cache) runlock() { c.mu.RUnlock() }

func (c *cache) helpers(key string) int {
	c.rlock()
	defer c.runlock()
	return c.data[key]
}

// A read lock for a goroutine that outlives the function.
func (c *cache) goroutine(f func(map[string]int)) {
	c.mu.RLock()
	go func() {
		defer c.mu.RUnlock()
		f(c.data)
	}()
}

// Two read locks of two caches.
func merge(a, b *cache) map[string]int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	b.mu.RLock()
	defer b.mu.RUnlock()
	out := make(map[string]int)
	for k, n := range a.data {
		out[k] = n + b.data[k]
	}
	return out
}
