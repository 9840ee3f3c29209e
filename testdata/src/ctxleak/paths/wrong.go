package paths

import (
	"context"
	"errors"
	"os/signal"
	"syscall"
	"time"
)

var errClosed = errors.New("closed")

func earlyReturn(ctx context.Context, closed bool) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	if closed {
		return errClosed
	}
	err := work(ctx)
	cancel()
	return err
}

// After an error that has nothing to do with the context.
func afterError(ctx context.Context) (int, error) {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is not called on every path`
	n, err := number(ctx)
	if err != nil {
		return 0, err
	}
	cancel()
	return n, nil
}

func onlyOnError(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx) // want `cancel returned by context\.WithCancelCause is not called on every path`
	if err := work(ctx); err != nil {
		cancel(err)
		return err
	}
	return nil
}

func deferredTooLate(ctx context.Context) error {
	ctx, cancel := context.WithDeadline(ctx, time.Now()) // want `cancel returned by context\.WithDeadline is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	defer cancel()
	return work(ctx)
}

func oneCase(ctx context.Context, kind int) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	switch kind {
	case 0:
		defer cancel()
		return work(ctx)
	case 1:
		return errClosed
	}
	cancel()
	return nil
}

// The context that replaces it does not cancel it.
func replaced(ctx context.Context, limit time.Duration) error {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is not called on every path`
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	defer cancel()
	return work(ctx)
}

func replacedAlways(ctx context.Context, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, limit) // want `cancel returned by context\.WithTimeout is never called`
	ctx, cancel = context.WithTimeout(ctx, 2*limit)
	defer cancel()
	return work(ctx)
}

// One that has a goroutine is not as good as none.
func replacedInUse(limit time.Duration) error {
	ctx, cancel := context.WithCancel(context.Background()) // want `cancel returned by context\.WithCancel is not called on every path`
	go work(ctx)
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	defer cancel()
	return work(ctx)
}

func discarded(ctx context.Context) error {
	ctx, _ = context.WithTimeout(ctx, time.Second) // want `the cancel function returned by context\.WithTimeout is discarded`
	return work(ctx)
}

func discardedDeclaration(ctx context.Context) error {
	var c, _ = context.WithTimeout(ctx, time.Second) // want `discarded`
	return work(c)
}

func discardedBoth(ctx context.Context) {
	_, _ = context.WithTimeoutCause(ctx, time.Second, errClosed) // want `discarded`
}

func signals(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM) // want `stop returned by signal\.NotifyContext is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	stop()
	return nil
}

// The comparison with nil is no call.
func onlyCompared(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is never called`
	if cancel == nil {
		return errClosed
	}
	return work(ctx)
}

// Cancelling the second does not cancel the first.
func wrongOne(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is never called`
	{
		inner, cancel := context.WithCancel(ctx)
		defer cancel()
		if err := work(inner); err != nil {
			return err
		}
	}
	if cancel == nil {
		return nil
	}
	return work(ctx)
}

// One parent for all rounds is cancelled at the end only.
func withOneParent(ctx context.Context, kill func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	for {
		inner, _ := context.WithTimeoutCause(ctx, time.Second, context.DeadlineExceeded) // want `discarded, so nobody can call it`
		if err := kill(inner); err != nil {
			return err
		}
	}
}

// It may be made again, and only the last one is cancelled.
func killsAgain(ctx context.Context, status <-chan int, kill func(context.Context)) int {
	var cancel context.CancelFunc
	done := ctx.Done()
	for {
		select {
		case <-done:
			var killing context.Context
			killing, cancel = context.WithCancel(context.Background()) // want `cancel returned by context.WithCancel is not called on every path`
			kill(killing)
		case n := <-status:
			if cancel != nil {
				cancel()
			}
			return n
		}
	}
}
