package makers

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

func limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Second)
}

func named(parent context.Context) (ctx context.Context, cancel context.CancelFunc) {
	ctx, cancel = context.WithTimeout(parent, time.Second)
	return
}

func wrapped(ctx context.Context) (context.Context, func()) {
	ctx, cancel := limited(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { work(ctx) })
	return ctx, func() {
		cancel()
		wg.Wait()
	}
}

func checked(ctx context.Context) (context.Context, context.CancelFunc, error) {
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	ctx, cancel := context.WithCancel(ctx)
	if err := work(ctx); err != nil {
		cancel()
		return nil, nil, err
	}
	return ctx, cancel, nil
}

type client struct{ limit time.Duration }

func (c *client) context(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, c.limit)
}

func uses(ctx context.Context, c *client) error {
	ctx, cancel := limited(ctx)
	defer cancel()
	ctx, stop := wrapped(ctx)
	defer stop()
	ctx, cancel2 := c.context(ctx)
	defer cancel2()
	return work(ctx)
}

func usesChecked(ctx context.Context) error {
	ctx, cancel, err := checked(ctx)
	if err != nil {
		return err
	}
	defer cancel()
	return work(ctx)
}

// Somebody else cancels it, too.
func registered(t *testing.T) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	return ctx, cancel
}

func usesRegistered(t *testing.T) error {
	ctx, _ := registered(t)
	return work(ctx)
}

// Sometimes there is nothing to cancel.
func perhaps(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if limit == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, limit)
}

func usesPerhaps(ctx context.Context) error {
	ctx, _ = perhaps(ctx, 0)
	return work(ctx)
}

// The error says that there is none.
func fails(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc, error) {
	if limit < 0 {
		return nil, nil, errors.New("negative")
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	return ctx, cancel, nil
}

func usesFails(ctx context.Context) error {
	ctx, cancel, err := fails(ctx, 1)
	if err == nil {
		defer cancel()
		return work(ctx)
	}
	return err
}

// A function that returns nothing but the function may be called for its
// effect.
func start(ctx context.Context) func() {
	ctx, cancel := context.WithCancel(ctx)
	go work(ctx)
	return cancel
}

func usesStart(ctx context.Context) { start(ctx) }

// Hands on what it is given.
func recursive(ctx context.Context, n int) (context.Context, context.CancelFunc) {
	if n == 0 {
		return context.WithCancel(ctx)
	}
	return recursive(ctx, n-1)
}

func usesRecursive(ctx context.Context) error {
	ctx, cancel := recursive(ctx, 3)
	defer cancel()
	return work(ctx)
}
