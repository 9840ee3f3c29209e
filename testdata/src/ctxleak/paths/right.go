package paths

import (
	"context"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

func number(ctx context.Context) (int, error) { return 1, work(ctx) }

func deferred(ctx context.Context, closed bool) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if closed {
		return errClosed
	}
	return work(ctx)
}

func allPaths(ctx context.Context) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	n, err := number(ctx)
	if err != nil {
		cancel()
		return 0, err
	}
	cancel()
	return n, nil
}

func cause(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer func() { cancel(err) }()
	return work(ctx)
}

func withGoto(ctx context.Context, n int) {
	ctx, cancel := context.WithCancel(ctx)
	if n > 0 {
		goto end
	}
	work(ctx)
end:
	cancel()
}

// A context that nobody has used, and that has neither timer nor parent, holds
// nothing.
func replacedUnused(limit time.Duration) error {
	ctx, cancel := context.WithCancel(context.Background())
	if limit > 0 {
		ctx, cancel = context.WithTimeout(context.Background(), limit)
	}
	defer cancel()
	return work(ctx)
}

func replacedUnusedCaptured(limit time.Duration) error {
	ctx, cancel := context.WithCancel(context.Background())
	if limit > 0 {
		ctx, cancel = context.WithTimeout(context.Background(), limit)
	}
	defer func() { cancel() }()
	return work(ctx)
}

// Both are called.
func replacedBoth(ctx context.Context, limit time.Duration) error {
	ctx, cancel := context.WithCancel(ctx)
	if limit > 0 {
		outer := cancel
		defer outer()
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	defer cancel()
	return work(ctx)
}

// What has no other purpose says that it is on purpose.
func waived(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	_ = cancel
	return work(ctx)
}

// It ends with its parent.
func nested(ctx context.Context) error {
	outer, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	inner, _ := context.WithTimeout(outer, time.Second)
	return work(inner)
}

func nestedPaths(ctx context.Context) error {
	outer, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	inner, cancelInner := context.WithTimeout(outer, time.Second)
	if err := work(inner); err != nil {
		return err
	}
	cancelInner()
	return work(outer)
}

func signals2(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM)
	defer stop()
	return work(ctx)
}

func init() {
	ctx, _ := context.WithCancel(context.Background())
	go work(ctx)
}

var forever, _ = context.WithCancel(context.Background())
