package defers

import (
	"errors"
	"sync"
)

type conn struct {
	mu     sync.Mutex
	open   bool
	frames []string
}

var errClosed = errors.New("closed")

// The early return comes before the defer.
func (c *conn) late(frame string) error {
	c.mu.Lock()
	if !c.open {
		return errClosed // want `c\.mu is still held on return`
	}
	defer c.mu.Unlock()
	c.frames = append(c.frames, frame)
	return nil
}

// The deferred literal unlocks only if there was an error, and so does
// nothing else.
func (c *conn) onlyOnError(f func() error) (err error) {
	c.mu.Lock()
	defer func() {
		if err != nil {
			c.mu.Unlock()
		}
	}()
	if !c.open {
		return errClosed
	}
	c.frames = nil
	return nil // want `c\.mu is still held on return`
}

// Deferred on one branch only.
func (c *conn) branch(f func()) {
	c.mu.Lock()
	if c.open {
		defer c.mu.Unlock()
	}
	f()
} // want `c\.mu is still held on return`

// The deferred call unlocks what was unlocked before.
func (c *conn) both() int {
	c.mu.Lock()
	defer c.mu.Unlock() // want `c\.mu is unlocked, but was unlocked before on the same path \(unlockpath-unheld\)`
	n := len(c.frames)
	c.mu.Unlock()
	return n
}

func (c *conn) bothOnOnePath(f func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock() // want `c\.mu is unlocked, but was unlocked before`
	if f() {
		c.mu.Unlock()
		return
	}
	c.frames = nil
}

func (c *conn) deferredTwice() {
	c.mu.Lock()
	defer c.mu.Unlock() // want `c\.mu is unlocked, but was unlocked before`
	defer c.mu.Unlock()
	c.frames = nil
}

func (c *conn) literalTwice() {
	c.mu.Lock()
	defer c.mu.Unlock() // want `c\.mu is unlocked, but was unlocked before`
	defer func() {
		c.frames = nil
		c.mu.Unlock()
	}()
}

// The flag is not cleared where the lock is given back.
func (c *conn) staleFlag(f func()) {
	locked := true
	c.mu.Lock()
	defer func() { // want `c\.mu is unlocked, but was unlocked before`
		if locked {
			c.mu.Unlock()
		}
	}()
	if !c.open {
		c.mu.Unlock()
		f()
		return
	}
	locked = false
	c.mu.Unlock()
}
