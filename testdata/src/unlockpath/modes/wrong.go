package modes

import "sync"

type cache struct {
	mu   sync.RWMutex
	data map[string]int
}

func (c *cache) get(key string) int {
	c.mu.RLock()
	defer c.mu.Unlock() // want `^c\.mu is unlocked, but was read-locked \(unlockpath-mode\)$`
	return c.data[key]
}

func (c *cache) set(key string, n int) {
	c.mu.Lock()
	c.data[key] = n
	c.mu.RUnlock() // want `c\.mu is read-unlocked, but was locked for writing`
}

func (c *cache) branch(key string) int {
	c.mu.RLock()
	if n, ok := c.data[key]; ok {
		c.mu.RUnlock()
		return n
	}
	c.mu.Unlock() // want `c\.mu is unlocked, but was read-locked`
	return 0
}

func (c *cache) tried(key string) {
	if c.mu.TryRLock() {
		delete(c.data, key)
		c.mu.Unlock() // want `c\.mu is unlocked, but was read-locked`
	}
}

func (c *cache) literal(key string) int {
	c.mu.RLock()
	defer func() { // want `c\.mu is unlocked, but was read-locked`
		c.mu.Unlock()
	}()
	return c.data[key]
}

func (c *cache) readSide(key string) int {
	l := c.mu.RLocker()
	l.Lock()
	defer c.mu.Unlock() // want `c\.mu is unlocked, but was read-locked`
	return c.data[key]
}

func (c *cache) early(key string) int {
	c.mu.RLock()
	n, ok := c.data[key]
	if !ok {
		return 0 // want `c\.mu is still held on return`
	}
	c.mu.RUnlock()
	return n
}

func (c *cache) twice(key string) int {
	c.mu.RLock()
	n := c.data[key]
	c.mu.RUnlock()
	c.mu.RUnlock() // want `c\.mu is unlocked, but was unlocked before`
	return n
}

// The lock is downgraded, but the old mode is what the end thinks of.
func (c *cache) downgraded(key string) int {
	c.mu.Lock()
	c.data[key]++
	c.mu.Unlock()
	c.mu.RLock()
	defer c.mu.Unlock() // want `c\.mu is unlocked, but was read-locked`
	return c.data[key]
}

// A helper of the wrong mode.
func (c *cache) unlock() { c.mu.Unlock() }

func (c *cache) helper(key string) int {
	c.mu.RLock()
	n := c.data[key]
	c.unlock() // want `c\.mu is unlocked, but was read-locked`
	return n
}
