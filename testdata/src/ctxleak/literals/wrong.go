package literals

import (
	"context"
	"time"
)

// The literal that calls it is not called on every path.
func notAlways(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	stop := func() {
		cancel()
		mu.Lock()
		mu.Unlock()
	}
	if err := work(ctx); err != nil {
		return err
	}
	stop()
	return nil
}

// The literal that captures it does not call it.
func onlyLooks(ctx context.Context) func() bool {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is never called`
	work(ctx)
	return func() bool { return cancel != nil }
}

// In a literal.
func inLiteral(ctx context.Context) {
	go func() {
		ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
		if work(ctx) != nil {
			return
		}
		cancel()
	}()
}

// The one of before is lost.
func shadowed(ctx context.Context, limit time.Duration) error {
	cancel := func() {}
	if limit > 0 {
		ctx, cancel := context.WithTimeout(ctx, limit) // want `cancel returned by context\.WithTimeout is not called on every path`
		if work(ctx) == nil {
			cancel()
		}
	}
	defer cancel()
	return work(ctx)
}
