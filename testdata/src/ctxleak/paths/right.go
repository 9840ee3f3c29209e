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

// The parent's cancel function is enough, also where the variable is captured.
func withParent(ctx context.Context, kill func(context.Context) error) error {
	defer func() {
		if ctx.Err() != nil {
			kill(context.Background())
		}
	}()
	ctx, cancel := context.WithCancelCause(ctx)
	ctx, _ = context.WithTimeoutCause(ctx, time.Second, context.DeadlineExceeded)
	defer func() { cancel(context.Canceled) }()
	return kill(ctx)
}

// In each round, too.
func withParents(ctx context.Context, kill func(context.Context) error) error {
	for {
		outer, cancel := context.WithCancelCause(ctx)
		inner, _ := context.WithTimeoutCause(outer, time.Second, context.DeadlineExceeded)
		err := kill(inner)
		cancel(nil)
		if err != nil {
			return err
		}
	}
}

// The channel that makes it is nil from then on, so it is made once.
func killsOnce(ctx context.Context, status <-chan int, kill func(context.Context)) int {
	var cancel context.CancelFunc
	done := ctx.Done()
	for {
		select {
		case <-done:
			done = nil
			var killing context.Context
			killing, cancel = context.WithCancel(context.Background())
			kill(killing)
		case n := <-status:
			if cancel != nil {
				cancel()
			}
			return n
		}
	}
}
