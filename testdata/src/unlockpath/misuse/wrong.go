package misuse

import "sync"

type counter struct {
	mu sync.Mutex
	rw sync.RWMutex
	n  int
}

func (c *counter) deferLock() {
	c.mu.Lock()
	defer c.mu.Lock() // want `^c\.mu is locked by a deferred call, so it is held when the function has returned \(unlockpath-deferlock\)$`
	c.n++
}

type other struct {
	mu sync.Mutex
	rw sync.RWMutex
	n  int
}

func (o *other) onlyDeferLock() {
	defer o.mu.Lock() // want `o\.mu is locked by a deferred call`
	o.n++
}

func (o *other) deferRLock() int {
	o.rw.RLock()
	defer o.rw.RLock() // want `o\.rw is locked by a deferred call`
	return o.n
}

func (o *other) deferLockInLiteral() {
	o.mu.Lock()
	func() {
		defer o.mu.Lock() // want `o\.mu is locked by a deferred call`
		o.n++
	}()
	o.mu.Unlock()
}

func (c *counter) tryIgnored() {
	c.mu.TryLock() // want `^c\.mu may not be locked: the result of the attempt to lock it is ignored \(unlockpath-trylock\)$`
	c.n++
	c.mu.Unlock()
}

func (c *counter) tryBlank() {
	_ = c.mu.TryLock() // want `c\.mu may not be locked`
	defer c.mu.Unlock()
	c.n++
}

func (c *counter) tryRead() int {
	c.rw.TryRLock() // want `c\.rw may not be locked`
	defer c.rw.RUnlock()
	return c.n
}

func (c *counter) deferInLoop(ns []int) {
	for _, n := range ns {
		c.mu.Lock() // want `^c\.mu is locked in a loop, but the deferred unlock runs only when the function returns \(unlockpath-deferloop\)$`
		defer c.mu.Unlock()
		c.n += n
	}
}

func (c *counter) deferInEndlessLoop(next func() (int, bool)) {
	for {
		n, ok := next()
		if !ok {
			return
		}
		c.rw.Lock() // want `c\.rw is locked in a loop`
		defer c.rw.Unlock()
		c.n += n
	}
}

func (c *counter) deferInBranch(ns []int) {
	for _, n := range ns {
		if n > 0 {
			c.mu.Lock() // want `c\.mu is locked in a loop`
			defer c.mu.Unlock()
			c.n += n
		}
	}
}

func (c *counter) deferLiteralInLoop(ns []int) {
	for _, n := range ns {
		c.mu.Lock() // want `c\.mu is locked in a loop`
		defer func() { c.mu.Unlock() }()
		c.n += n
	}
}

func (c *counter) unheld() {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	c.mu.Unlock() // want `^c\.mu is unlocked, but was unlocked before on the same path \(unlockpath-unheld\)$`
}

func (c *counter) unheldOnOnePath(f func() bool) {
	c.mu.Lock()
	if f() {
		c.n++
		c.mu.Unlock()
	}
	c.mu.Unlock() // want `c\.mu is unlocked, but was unlocked before`
}

func (c *counter) unheldInLoop(fs []func()) {
	c.mu.Lock()
	for _, f := range fs {
		f()
		c.mu.Unlock() // want `c\.mu is unlocked, but was unlocked before`
	}
} // want `c\.mu is still held on return`

func (c *counter) unheldAfterLoop(fs []func() bool) {
	c.mu.Lock()
	for _, f := range fs {
		if f() {
			c.mu.Unlock()
			break
		}
	}
	c.mu.Unlock() // want `c\.mu is unlocked, but was unlocked before`
}
