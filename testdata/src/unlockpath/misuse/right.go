package misuse

import "sync"

// The relock of a helper that is called with the lock held.
func (c *counter) unlocked(f func()) {
	c.mu.Unlock()
	defer c.mu.Lock()
	f()
}

func (c *counter) useUnlocked(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unlocked(f)
}

func (c *counter) unlockedRead(f func()) {
	c.rw.RUnlock()
	defer c.rw.RLock()
	f()
}

func (c *counter) useUnlockedRead(f func()) {
	c.rw.RLock()
	defer c.rw.RUnlock()
	c.unlockedRead(f)
}

// Lock and unlock, deferred in the right order.
func (c *counter) bothDeferred() {
	defer c.mu.Unlock()
	defer c.mu.Lock()
	c.n++
}

func (c *counter) deferredLiteral() {
	defer func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.n++
	}()
}

// Lock for the deferred unlock to find it.
func (c *counter) window(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mu.Unlock()
	defer c.mu.Lock()
	f()
}

func (c *counter) try() bool {
	if !c.mu.TryLock() {
		return false
	}
	defer c.mu.Unlock()
	c.n++
	return true
}

func (c *counter) tryKept() {
	ok := c.mu.TryLock()
	c.rw.Lock()
	c.n++
	c.rw.Unlock()
	if ok {
		c.mu.Unlock()
	}
}

func (c *counter) tryPassed(f func(bool)) {
	locked := c.mu.TryLock()
	f(locked)
	if locked {
		c.mu.Unlock()
	}
}

// An assertion that the lock is free or held: nothing is left locked.
func (c *counter) assertHeld() {
	if c.mu.TryLock() {
		c.mu.Unlock()
		panic("not locked")
	}
}

func (c *counter) useAssertHeld() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.assertHeld()
	c.n++
}

// The body of the loop is a function: its defer runs each time round.
func (c *counter) deferInLiteral(ns []int) {
	for _, n := range ns {
		func() {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.n += n
		}()
	}
}

// The loop is left after the defer.
func (c *counter) deferThenReturn(next func() int) int {
	for {
		n := next()
		if n < 0 {
			continue
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.n + n
	}
}

func (c *counter) deferThenBreak(ns []int) {
	for _, n := range ns {
		if n > 0 {
			c.mu.Lock()
			defer c.mu.Unlock()
			break
		}
	}
	c.n++
}

// Each iteration has a lock of its own.
func deferEach(cs []*counter) (sum int) {
	for _, c := range cs {
		c.mu.Lock()
		defer c.mu.Unlock()
		sum += c.n
	}
	return sum
}

func deferEachMap(cs map[string]*counter) (sum int) {
	for _, c := range cs {
		c.rw.RLock()
		defer c.rw.RUnlock()
		sum += c.n
	}
	return sum
}

func deferNew(n int) []*counter {
	var out []*counter
	for range n {
		c := new(counter)
		c.mu.Lock()
		defer c.mu.Unlock()
		out = append(out, c)
	}
	return out
}

// Locked anew for each unlock.
func (c *counter) relocked(fs []func()) {
	c.mu.Lock()
	for _, f := range fs {
		c.mu.Unlock()
		f()
		c.mu.Lock()
	}
	c.mu.Unlock()
}

func (c *counter) onePathEach(f func() bool) {
	c.mu.Lock()
	if f() {
		c.mu.Unlock()
		return
	}
	c.mu.Unlock()
}

// Unlocked by another's hand: the caller's lock.
func (c *counter) leave() {
	c.n--
	c.mu.Unlock()
}

// Two locks of one type.
func both(a, b *counter) {
	a.mu.Lock()
	b.mu.Lock()
	a.mu.Unlock()
	b.mu.Unlock()
}

// A lock is taken by a goroutine and released by another: a semaphore.
type baton struct{ mu sync.Mutex }

func (b *baton) wait() { b.mu.Lock() }
func (b *baton) pass() { b.mu.Unlock() }

func relay(work func()) {
	var b baton
	b.mu.Lock()
	go func() {
		work()
		b.mu.Unlock()
	}()
	b.mu.Lock()
	work()
	b.mu.Unlock()
}

// The lock is the caller's, and a callback releases it before it is taken again.
type turnstile struct {
	mu      sync.Mutex
	replace func()
}

func newTurnstile() *turnstile {
	t := &turnstile{}
	t.mu.Lock()
	t.replace = func() { t.mu.Unlock() }
	return t
}

func (t *turnstile) turn(work func()) {
	defer t.mu.Lock()
	if t.replace != nil {
		t.replace()
	}
	work()
}
