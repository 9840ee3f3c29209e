package correlated

import (
	"context"
	"errors"
	"sync"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

func sameCondition(ctx context.Context, limit time.Duration) error {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	err := work(ctx)
	if limit > 0 {
		cancel()
	}
	return err
}

func notNil(ctx context.Context, limit time.Duration) error {
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	err := work(ctx)
	if cancel != nil {
		cancel()
	}
	return err
}

func notNilCaptured(ctx context.Context, limit time.Duration) error {
	var cancel context.CancelFunc
	defer func() {
		if cancel != nil {
			cancel()
		}
	}()
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	return work(ctx)
}

func noop(ctx context.Context, limit time.Duration) error {
	cancel := func() {}
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	defer cancel()
	return work(ctx)
}

func flagSet(ctx context.Context, limit time.Duration) error {
	made := false
	var cancel context.CancelFunc
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
		made = true
	}
	err := work(ctx)
	if made {
		cancel()
	}
	return err
}

type options struct {
	limit   time.Duration
	enabled bool
}

func (o *options) limited() bool { return o.limit > 0 }

func field(ctx context.Context, o *options) error {
	var cancel context.CancelFunc
	if o.enabled {
		ctx, cancel = context.WithTimeout(ctx, o.limit)
	}
	err := work(ctx)
	if o.enabled {
		cancel()
	}
	return err
}

func getter(ctx context.Context, o *options) error {
	var cancel context.CancelFunc
	if o.limited() {
		ctx, cancel = context.WithTimeout(ctx, o.limit)
	}
	err := work(ctx)
	if o.limited() {
		cancel()
	}
	return err
}

// There is an error if and only if the function was called.
func errorSays(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	err := work(ctx)
	if err != nil {
		cancel()
	}
	if err != nil {
		return err
	}
	cancel()
	return nil
}

var errEmpty = errors.New("empty")

func errorVariable(ctx context.Context, items []int) error {
	ctx, cancel := context.WithCancel(ctx)
	var err error
	if len(items) == 0 {
		cancel()
		err = errEmpty
	}
	if err != nil {
		return err
	}
	defer cancel()
	return work(ctx)
}

func modes(ctx context.Context, mode string, limit time.Duration) error {
	var cancel context.CancelFunc
	switch mode {
	case "limited":
		ctx, cancel = context.WithTimeout(ctx, limit)
	case "free":
		ctx, cancel = context.WithCancel(ctx)
	}
	err := work(ctx)
	switch mode {
	case "limited", "free":
		cancel()
	}
	return err
}
