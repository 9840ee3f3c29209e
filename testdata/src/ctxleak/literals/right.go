package literals

import (
	"context"
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

func deferred(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer func() {
		mu.Lock()
		defer mu.Unlock()
		cancel()
	}()
	return work(ctx)
}

// Who has it on success is none of our business.
func deferredOnError(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	return work(ctx)
}

func started(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	go func() {
		defer cancel()
		work(ctx)
	}()
}

func startedBeforeReturn(ctx context.Context, wg *sync.WaitGroup) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	wg.Go(func() {
		work(ctx)
		cancel()
	})
	return ctx.Err()
}

func called(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	stop := func() { cancel() }
	if err := work(ctx); err != nil {
		stop()
		return err
	}
	stop()
	return nil
}

func returned(ctx context.Context) func() {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	work(ctx)
	return func() { cancel() }
}

func nested(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer func() {
		func() { cancel() }()
	}()
	work(ctx)
}

func once(ctx context.Context) func() {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	go work(ctx)
	return sync.OnceFunc(cancel)
}

func cleanup(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	t.Cleanup(cancel)
	return ctx
}

func cleanupLiteral(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		cancel()
	})
	return ctx
}

// The variable belongs to the function around the literal.
func outer(ctx context.Context) {
	var cancel func()
	func() {
		ctx, cancel = context.WithTimeout(ctx, time.Second)
	}()
	work(ctx)
	cancel()
}

// A literal that sets the variable may call what it has replaced.
func reset(ctx context.Context, n int) error {
	c, cancel := context.WithTimeout(ctx, time.Second)
	again := func() {
		cancel()
		c, cancel = context.WithTimeout(ctx, time.Second)
	}
	defer func() { cancel() }()
	for range n {
		again()
	}
	return work(c)
}

// The literal was there before.
func before(ctx context.Context) error {
	var cancel context.CancelFunc
	stop := func() { cancel() }
	defer stop()
	ctx, cancel = context.WithTimeout(ctx, time.Second)
	return work(ctx)
}

// A test's context is done when the test is.
func testContext(t *testing.T) {
	ctx, _ := context.WithTimeout(t.Context(), time.Second)
	work(ctx)
}
