package defers

import (
	"sync"
	"time"
)

func (c *conn) plain(frame string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.open {
		return errClosed
	}
	c.frames = append(c.frames, frame)
	return nil
}

func (c *conn) deferFirst() {
	// Odd, but right: the call runs when the lock is held.
	defer c.mu.Unlock()
	c.mu.Lock()
	c.frames = nil
}

func (c *conn) literal() (n int) {
	c.mu.Lock()
	defer func() {
		n = len(c.frames)
		c.mu.Unlock()
	}()
	c.frames = append(c.frames, "")
	return 0
}

func (c *conn) branchRight(f func()) {
	c.mu.Lock()
	if c.open {
		defer c.mu.Unlock()
	} else {
		c.mu.Unlock()
	}
	f()
}

func (c *conn) flag(f func() bool) {
	c.mu.Lock()
	locked := true
	defer func() {
		if locked {
			c.mu.Unlock()
		}
	}()
	if f() {
		c.mu.Unlock()
		locked = false
		f()
		return
	}
	c.frames = nil
}

func (c *conn) flagUnlocked(f func() bool) {
	unlocked := false
	c.mu.Lock()
	defer func() {
		if !unlocked {
			c.mu.Unlock()
		}
	}()
	if f() {
		unlocked = true
		c.mu.Unlock()
		f()
	}
}

func (c *conn) flagInStruct(f func() bool) {
	var state struct{ locked bool }
	c.mu.Lock()
	state.locked = true
	defer func() {
		if state.locked {
			c.mu.Unlock()
		}
	}()
	if f() {
		state.locked = false
		c.mu.Unlock()
		f()
	}
}

// On success the lock is released before the slow part, on failure at the end.
func (c *conn) named(f func() error) (err error) {
	c.mu.Lock()
	defer func() {
		if err != nil {
			c.mu.Unlock()
		}
	}()
	if !c.open {
		return errClosed
	}
	c.mu.Unlock()
	return nil
}

func (c *conn) namedNil() (err error) {
	c.mu.Lock()
	defer func() {
		if err == nil {
			c.mu.Unlock()
		}
	}()
	if !c.open {
		c.mu.Unlock()
		return errClosed
	}
	return nil
}

// Relocks for the deferred unlock.
func (c *conn) window(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.open {
		c.mu.Unlock()
		f()
		c.mu.Lock()
	}
}

// A defer in a loop, of another lock each time.
func lockAll(cs []*conn) int {
	n := 0
	for _, c := range cs {
		c.mu.Lock()
		defer c.mu.Unlock()
		n += len(c.frames)
	}
	return n
}

func lockAllLiteral(cs []*conn) int {
	n := 0
	for _, c := range cs {
		c.mu.Lock()
		defer func() { c.mu.Unlock() }()
		n += len(c.frames)
	}
	return n
}

func lockAllArgument(cs []*conn) int {
	n := 0
	for _, c := range cs {
		c.mu.Lock()
		defer func(c *conn) { c.mu.Unlock() }(c)
		n += len(c.frames)
	}
	return n
}

// The unlock is one of several deferred calls.
func (c *conn) several(done func()) {
	defer done()
	c.mu.Lock()
	defer c.mu.Unlock()
	defer time.Sleep(0)
	c.frames = nil
}

// defer unlock(lock()): the lock is taken at once, released at the end.
func (c *conn) lock() *conn {
	c.mu.Lock()
	return c
}

func (c *conn) unlock() { c.mu.Unlock() }

func (c *conn) chained() {
	defer c.lock().unlock()
	c.frames = nil
}

func acquire(mu *sync.Mutex) *sync.Mutex {
	mu.Lock()
	return mu
}

func (c *conn) chainedMutex() {
	defer acquire(&c.mu).Unlock()
	c.frames = nil
}

func acquireFunc(mu *sync.Mutex) func() {
	mu.Lock()
	return mu.Unlock
}

func (c *conn) chainedFunc() {
	defer acquireFunc(&c.mu)()
	c.frames = nil
}

func acquireLiteral(mu *sync.Mutex) func() {
	mu.Lock()
	return func() {
		mu.Unlock()
	}
}

func (c *conn) chainedLiteral() int {
	defer acquireLiteral(&c.mu)()
	if c.open {
		return 0
	}
	return len(c.frames)
}

func (c *conn) storedFunc() int {
	unlock := acquireLiteral(&c.mu)
	if c.open {
		unlock()
		return 0
	}
	n := len(c.frames)
	unlock()
	return n
}

// The literal unlocks on the paths that have locked, as a variable says.
func (c *conn) lazily(fs []func() bool) {
	locked := false
	defer func() {
		if locked {
			c.mu.Unlock()
		}
	}()
	for _, f := range fs {
		if f() && !locked {
			c.mu.Lock()
			locked = true
		}
	}
}

// The deferred function variable changes its meaning.
func (c *conn) cleanup(f func() error) error {
	c.mu.Lock()
	cleanup := c.mu.Unlock
	defer func() { cleanup() }()
	if err := f(); err != nil {
		return err
	}
	c.mu.Unlock()
	cleanup = func() {}
	return nil
}

func (c *conn) cleanupNil(f func() error) error {
	var cleanup func()
	defer func() {
		if cleanup != nil {
			cleanup()
		}
	}()
	if f() == nil {
		c.mu.Lock()
		cleanup = c.mu.Unlock
	}
	return f()
}

// Recovers, and unlocks in the same literal.
func (c *conn) recovers(f func()) (err error) {
	c.mu.Lock()
	defer func() {
		if r := recover(); r != nil {
			err = errClosed
		}
		c.mu.Unlock()
	}()
	if c.frames == nil {
		panic("no frames")
	}
	f()
	return nil
}

// Unlocks before the panic that the deferred literal recovers from.
func (c *conn) panicsUnlocked() {
	defer func() { _ = recover() }()
	c.mu.Lock()
	if c.frames == nil {
		c.mu.Unlock()
		panic("no frames")
	}
	c.mu.Unlock()
}

// A sync.Once makes an explicit and a deferred unlock safe together.
func (c *conn) unlockOnce(f func()) {
	c.mu.Lock()
	var once sync.Once
	unlock := func() { once.Do(c.mu.Unlock) }
	defer unlock()
	if c.open {
		unlock()
		f()
	}
}

func (c *conn) onceFunc(f func()) {
	c.mu.Lock()
	unlock := sync.OnceFunc(c.mu.Unlock)
	defer unlock()
	if c.open {
		unlock()
		f()
	}
}
