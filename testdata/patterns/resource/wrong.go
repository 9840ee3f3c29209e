package resource

import (
	"context"
	"errors"
	"sync"
	"time"
)

type badPool struct {
	mu     sync.Mutex
	free   []*conn
	closed bool
}

// A closed pool stays locked.
func (p *badPool) get() (*conn, error) {
	p.mu.Lock()
	if p.closed {
		return nil, errClosed // want `unlockpath-missing`
	}
	n := len(p.free)
	if n == 0 {
		p.mu.Unlock()
		return new(conn), nil
	}
	c := p.free[n-1]
	p.free = p.free[:n-1]
	p.mu.Unlock()
	return c, nil
}

// Both ways out unlock, and one of them twice.
func (p *badPool) close() error {
	p.mu.Lock()
	defer p.mu.Unlock() // want `unlockpath-unheld`
	if p.closed {
		p.mu.Unlock()
		return errClosed
	}
	p.closed = true
	return nil
}

// Closing takes the lock that its caller has.
func (p *badPool) replace(c *conn) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return p.close() // want `lockorder-double`
	}
	p.free = []*conn{c}
	return nil
}

// The lock is taken where it should be released.
func (p *badPool) put(c *conn) {
	p.mu.Lock()
	defer p.mu.Lock() // want `unlockpath-deferlock`
	p.free = append(p.free, c)
}

// An early return keeps the timer of the lease.
func lease(parent context.Context, d time.Duration, c *conn, f func(context.Context, *conn) error) error {
	ctx, cancel := context.WithTimeout(parent, d) // want `ctxleak-cancel`
	if c == nil {
		return errors.New("no connection")
	}
	err := f(ctx, c)
	cancel()
	return err
}

// A panic of f, from which the caller recovers, keeps the connection locked.
func (c *conn) safely(f func(*conn)) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("panic")
		}
	}()
	c.mu.Lock()
	f(c) // want `unlockpath-missing`
	c.mu.Unlock()
	return nil
}

// A failed flush releases the lock that was never taken.
func (c *conn) flush(send func([]byte) error, all bool) error {
	if all {
		c.mu.Lock()
	}
	err := send(c.buf)
	c.mu.Unlock() // want `unlockpath-unheld`
	return err
}
