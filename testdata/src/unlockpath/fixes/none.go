package fixes

import (
	"errors"
	"sync"
)

// No fix: to the reader, all of these leave open what was meant, or what else
// the lock is for.

// The name means something else at the return.
func (c *conn) shadowed(d *conn, stop bool) {
	c.mu.Lock()
	if c := d; stop {
		c.n++
		return // want `c\.mu is still held on return`
	}
	c.mu.Unlock()
}

func outOfScope(cs map[string]*conn, stop bool) {
	{
		c := cs["a"]
		c.mu.Lock()
		if !stop {
			c.mu.Unlock()
		}
	}
	return // want `\.mu is still held on return`
}

// The call may need the lock.
func (c *conn) callInResult() error {
	c.mu.Lock()
	if c.closed {
		return errors.New("closed") // want `c\.mu is still held on return`
	}
	c.mu.Unlock()
	return nil
}

// What is returned is read under the lock.
func (c *conn) fieldInResult() int {
	c.mu.Lock()
	if c.closed {
		return c.n // want `c\.mu is still held on return`
	}
	c.mu.Unlock()
	return 0
}

var (
	countMu sync.Mutex
	count   int
	lastErr error
)

func globalInResult(stop bool) int {
	countMu.Lock()
	if stop {
		return count // want `countMu is still held on return`
	}
	count++
	countMu.Unlock()
	return 0
}

func changingError(err error) error {
	countMu.Lock()
	if err == nil {
		return lastErr // want `countMu is still held on return`
	}
	lastErr = err
	countMu.Unlock()
	return err
}

func sharedLocal(start func(func())) int {
	var mu sync.Mutex
	n := 0
	start(func() {
		mu.Lock()
		n++
		mu.Unlock()
	})
	mu.Lock()
	if n > 0 {
		return n // want `mu is still held on return`
	}
	mu.Unlock()
	return 0
}

func (c *conn) receive(ch chan int) int {
	c.mu.Lock()
	if c.closed {
		return <-ch // want `c\.mu is still held on return`
	}
	c.mu.Unlock()
	return 0
}

// The lock is known by more than names.
type shards struct{ all [4]conn }

func (s *shards) shard(i int) *conn { return &s.all[i] }

func (s *shards) call(stop bool) {
	s.shard(1).mu.Lock()
	if stop {
		return // want `mu is still held on return`
	}
	s.shard(1).mu.Unlock()
}

func (s *shards) index(i int, stop bool) {
	s.all[i].mu.Lock()
	if stop {
		return // want `mu is still held on return`
	}
	s.all[i].mu.Unlock()
}

// The variable has another value by then.
func reassigned(c, d *conn, stop bool) {
	c.mu.Lock()
	old := c
	c = d
	if stop {
		return // want `mu is still held on return`
	}
	old.mu.Unlock()
}

type linked struct {
	*conn
	next *linked
}

func (l *linked) advance() { l.conn = l.next.conn }

func (l *linked) move(stop bool) {
	l.mu.Lock()
	if stop {
		l.advance()
		return // want `mu is still held on return`
	}
	l.mu.Unlock()
}

// Some paths to the return hold the lock, and others do not.
func (c *conn) sometimes(lock, stop bool) {
	if lock {
		c.mu.Lock()
	}
	if stop {
		return // want `c\.mu is still held on return`
	}
	if lock {
		c.mu.Unlock()
	}
}

func (c *conn) unlockedBefore(lock, stop bool) {
	c.mu.Lock()
	if lock {
		c.mu.Unlock()
	}
	return // want `c\.mu is still held on return`
}

// There is no statement to put it in front of.
func (c *conn) runsOut(stop bool) {
	c.mu.Lock()
	if !stop {
		c.mu.Unlock()
	}
} // want `c\.mu is still held on return`

var alone sync.Mutex

func oneLine(run func(func() int)) {
	run(func() int { alone.Lock(); return 1 }) // want `alone is still held on return`
}

func (c *conn) iteration(ks []int) {
	for _, k := range ks {
		c.mu.Lock() // want `c\.mu is still held when the loop`
		if k == 0 {
			continue
		}
		c.mu.Unlock()
	}
}

// A helper takes the lock.
func (c *conn) lock() { c.mu.Lock() }

func (c *conn) byHelper(stop bool) {
	c.lock()
	if stop {
		return // want `c\.mu is still held on return`
	}
	c.mu.Unlock()
}

// Unlock is another method.
type owned struct {
	sync.Mutex
	n int
}

func (o *owned) Unlock(by string) { o.Mutex.Unlock() }

func (o *owned) use(stop bool) {
	o.Lock()
	if stop {
		return // want `o.* is still held on return`
	}
	o.Unlock("use")
}

// It is not certain that the lock is held when the deferred call runs.
type lone struct {
	mu sync.Mutex
	n  int
}

func (l *lone) onlyDeferLock() {
	defer l.mu.Lock() // want `l\.mu is locked by a deferred call`
	l.n++
}

func (l *lone) deferLockAndUnlock(stop bool) {
	l.mu.Lock()
	defer l.mu.Lock() // want `l\.mu is locked by a deferred call`
	if stop {
		return
	}
	l.n++
	l.mu.Unlock()
} // want `l\.mu is still held on return`

// The other path needs the mode as it is.
func (c *conn) eitherMode(write bool) {
	if write {
		c.rw.Lock()
	} else {
		c.rw.RLock()
	}
	c.rw.Unlock() // want `c\.rw is unlocked, but was read-locked`
}

func (c *conn) upgraded(write bool) {
	c.rw.RLock()
	if write {
		c.rw.RUnlock()
		c.rw.Lock()
	}
	c.rw.Unlock() // want `c\.rw is unlocked, but was read-locked`
}

func (c *conn) upgradedDeferred(write bool) {
	c.rw.RLock()
	defer c.rw.Unlock() // want `c\.rw is unlocked, but was read-locked`
	if write {
		c.rw.RUnlock()
		c.rw.Lock()
	}
}

func (c *conn) modeInLoop(ks []int) {
	c.rw.RLock()
	for range ks {
		c.rw.Unlock() // want `c\.rw is unlocked, but was read-locked`
		c.rw.Lock()
	}
	c.rw.Unlock() // want `c\.rw is unlocked, but was read-locked`
}

func (c *conn) modeInLiteral() int {
	c.rw.RLock()
	defer func() { // want `c\.rw is unlocked, but was read-locked`
		c.rw.Unlock()
	}()
	return c.n
}

// Never any: these have more than one remedy.
func (c *conn) twice() {
	c.mu.Lock()
	c.mu.Unlock()
	c.mu.Unlock() // want `c\.mu is unlocked, but was unlocked before`
}

func (c *conn) tried() {
	c.mu.TryLock() // want `c\.mu may not be locked`
	c.n++
	c.mu.Unlock()
}

func (c *conn) deferInLoop(ks []int) {
	for _, k := range ks {
		c.mu.Lock() // want `c\.mu is locked in a loop`
		defer c.mu.Unlock()
		c.n += k
	}
}
