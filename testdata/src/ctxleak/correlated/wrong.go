package correlated

import (
	"context"
	"time"
)

// The other way round.
func inverted(ctx context.Context, limit time.Duration) error {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit) // want `cancel returned by context\.WithTimeout is never called`
	}
	err := work(ctx)
	if limit <= 0 && cancel != nil {
		cancel()
	}
	return err
}

// Another condition.
func other(ctx context.Context, limit time.Duration, quiet bool) error {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit) // want `cancel returned by context\.WithTimeout is not called on every path`
	}
	err := work(ctx)
	if cancel != nil && !quiet {
		cancel()
	}
	return err
}

// The same condition, but what it is about has changed.
func changed(ctx context.Context, limit time.Duration) error {
	var cancel = func() {}
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit) // want `cancel returned by context\.WithTimeout is not called on every path`
	}
	err := work(ctx)
	limit -= time.Second
	if limit > 0 {
		cancel()
	}
	return err
}

func flag(ctx context.Context, limit time.Duration) error {
	made := false
	cancel := func() {}
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit) // want `cancel returned by context\.WithTimeout is never called`
		made = true
	}
	err := work(ctx)
	if !made {
		cancel()
	}
	return err
}
