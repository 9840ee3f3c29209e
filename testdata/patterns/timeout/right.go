// Package timeout gives up on a call after a while, and leaves no goroutine behind.
package timeout

import (
	"context"
	"errors"
	"time"
)

var errTimeout = errors.New("timeout")

type reply struct {
	value string
	err   error
}

type client struct {
	call func(ctx context.Context, request string) (string, error)
}

// The result has room even if nobody takes it.
func (c *client) do(request string, d time.Duration) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	ch := make(chan reply, 1)
	go func() {
		v, err := c.call(ctx, request)
		ch <- reply{v, err}
	}()
	select {
	case r := <-ch:
		return r.value, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// The goroutine gives up as the caller does.
func (c *client) doUnbuffered(ctx context.Context, request string) (string, error) {
	ch := make(chan reply)
	go func() {
		v, err := c.call(ctx, request)
		select {
		case ch <- reply{v, err}:
		case <-ctx.Done():
		}
	}()
	select {
	case r := <-ch:
		return r.value, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Cancel, then wait for the goroutine to see it.
func (c *client) doAndWait(request string, d time.Duration) (string, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ch := make(chan reply)
	go func() {
		v, err := c.call(ctx, request)
		ch <- reply{v, err}
	}()
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case r := <-ch:
		return r.value, r.err
	case <-timer.C:
		cancel()
		<-ch
		return "", errTimeout
	}
}

// Several attempts, each with its own time.
func (c *client) retry(ctx context.Context, request string, attempts int) (string, error) {
	var errs error
	for range attempts {
		v, err := c.attempt(ctx, request)
		if err == nil {
			return v, nil
		}
		errs = errors.Join(errs, err)
	}
	return "", errs
}

func (c *client) attempt(ctx context.Context, request string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return c.call(ctx, request)
}

// A deadline for work that reports its end by closing a channel.
func within(d time.Duration, work func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	select {
	case <-done:
		return true
	case <-time.After(d):
		return false
	}
}
