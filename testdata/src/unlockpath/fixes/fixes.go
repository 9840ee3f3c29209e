package fixes

import (
	"errors"
	"sync"
)

var errClosed = errors.New("closed")

type conn struct {
	mu     sync.Mutex
	rw     sync.RWMutex
	closed bool
	n      int
}

func (c *conn) bare(stop bool) {
	c.mu.Lock()
	if stop {
		return // want `c\.mu is still held on return`
	}
	c.n++
	c.mu.Unlock()
}

func (c *conn) results(k int) (int, error) {
	c.mu.Lock()
	if c.closed {
		// Nothing goes through.
		return 0, errClosed // want `c\.mu is still held on return`
	}
	if k == 0 {
		return -k, errors.ErrUnsupported // no second finding for the same Lock
	}
	c.n++
	c.mu.Unlock()
	return k, nil
}

type pair struct {
	k  int
	ok bool
}

func (c *conn) literal(k int) *pair {
	c.mu.Lock()
	if c.closed {
		return &pair{k: k + 1, ok: k > 0} // want `c\.mu is still held on return`
	}
	c.mu.Unlock()
	return &pair{k: k}
}

func (c *conn) clauses(k int) int {
	c.rw.RLock()
	switch k {
	case 0:
		return 1 // want `c\.rw is still held on return`
	case 1:
		k = c.n
	}
	c.rw.RUnlock()
	return k
}

func (c *conn) inLiteral(run func(func() error)) {
	run(func() error {
		c.rw.Lock()
		if c.closed {
			return errClosed // want `c\.rw is still held on return`
		}
		c.rw.Unlock()
		return nil
	})
}

func (c *conn) two(d *conn, stop bool) {
	c.mu.Lock()
	d.rw.Lock()
	if stop {
		return // want `c\.mu is still held on return` `d\.rw is still held on return`
	}
	d.rw.Unlock()
	c.mu.Unlock()
}

func each(cs []*conn) bool {
	for _, c := range cs {
		c.mu.Lock()
		if c.closed {
			return false // want `\.mu is still held on return`
		}
		c.mu.Unlock()
	}
	return true
}

type base struct{ sync.RWMutex }

type embeds struct {
	*base
	n int
}

func (e *embeds) get(stop bool) (n int) {
	e.RLock()
	if stop {
		return // want `e.* is still held on return`
	}
	n = e.n
	e.RUnlock()
	return
}

func readSide(c *conn, stop bool) {
	l := c.rw.RLocker()
	l.Lock()
	if stop {
		return // want `c\.rw is still held on return`
	}
	l.Unlock()
}

var global struct {
	sync.Mutex
	n int
}

func useGlobal(stop bool) {
	global.Lock()
	if stop {
		return // want `global.* is still held on return`
	}
	global.n++
	global.Unlock()
}

func (c *conn) deferLock() {
	c.mu.Lock()
	defer c.mu.Lock() // want `c\.mu is locked by a deferred call`
	c.n++
}

func (c *conn) deferRLock() int {
	c.rw.RLock()
	defer c.rw.RLock() // want `c\.rw is locked by a deferred call`
	return c.n
}

func (c *conn) deferredMode() int {
	c.rw.RLock()
	defer c.rw.Unlock() // want `c\.rw is unlocked, but was read-locked`
	return c.n
}

func (c *conn) mode(k int) {
	c.rw.Lock()
	if c.closed {
		c.rw.Unlock()
		return
	}
	c.n = k
	c.rw.RUnlock() // want `c\.rw is read-unlocked, but was locked for writing`
}

func (c *conn) modeOfReadSide() int {
	l := c.rw.RLocker()
	l.Lock()
	defer c.rw.Unlock() // want `c\.rw is unlocked, but was read-locked`
	return c.n
}
