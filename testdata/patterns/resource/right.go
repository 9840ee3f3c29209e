// Package resource releases what it holds on every path: locks, contexts, leases.
package resource

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

var errClosed = errors.New("closed")

type pool struct {
	mu     sync.Mutex
	free   []*conn
	closed bool
	slots  chan struct{}
}

type conn struct {
	mu  sync.Mutex
	buf []byte
}

func newPool(n int) *pool { return &pool{slots: make(chan struct{}, n)} }

func (p *pool) get(ctx context.Context) (*conn, error) {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		<-p.slots
		return nil, errClosed
	}
	if n := len(p.free); n > 0 {
		c := p.free[n-1]
		p.free = p.free[:n-1]
		return c, nil
	}
	return new(conn), nil
}

func (p *pool) put(c *conn) {
	p.mu.Lock()
	p.free = append(p.free, c)
	p.mu.Unlock()
	<-p.slots
}

// with lends a connection to f, and takes it back even if f panics.
func (p *pool) with(ctx context.Context, f func(*conn) error) error {
	c, err := p.get(ctx)
	if err != nil {
		return err
	}
	defer p.put(c)
	return f(c)
}

// lock returns the function that releases the connection.
func (c *conn) lock() (release func()) {
	c.mu.Lock()
	return c.mu.Unlock
}

func (c *conn) write(b []byte) error {
	release := c.lock()
	defer release()
	if len(b) == 0 {
		return fmt.Errorf("nothing to write")
	}
	c.buf = append(c.buf, b...)
	return nil
}

// lease makes a context of its own for each use.
func (p *pool) lease(parent context.Context, d time.Duration, f func(context.Context, *conn) error) error {
	ctx, cancel := context.WithTimeout(parent, d)
	defer cancel()
	return p.with(ctx, func(c *conn) error { return f(ctx, c) })
}

func (p *pool) close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return errClosed
	}
	p.closed = true
	p.mu.Unlock()
	return nil
}
