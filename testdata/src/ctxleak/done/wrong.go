package done

import (
	"context"
	"time"
)

// Another context's Done.
func other(ctx, unrelated context.Context, ch chan int) int {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	go work(ctx)
	select {
	case <-unrelated.Done():
		return 0
	case n := <-ch:
		cancel()
		return n
	}
}

// A child can be done before.
func child(ctx context.Context, ch chan int) int {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is not called on every path`
	go work(ctx)
	inner, cancelInner := context.WithTimeout(ctx, time.Second)
	defer cancelInner()
	select {
	case <-inner.Done():
		return 0
	case n := <-ch:
		cancel()
		return n
	}
}

// The case that is not about Done.
func otherCase(ctx context.Context, ch chan int) int {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	_ = cancel == nil
	select {
	case <-ctx.Done():
		return 0
	case n := <-ch:
		return n
	}
}

func noError(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	work(ctx)
	if ctx.Err() == nil {
		return nil
	}
	cancel()
	return nil
}
