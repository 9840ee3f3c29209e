package rangefunc

import (
	"context"
	"iter"
	"sync"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

func called(ctx context.Context, names iter.Seq[string]) {
	for range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		work(ctx)
		cancel()
	}
}

func left(ctx context.Context, names iter.Seq[string]) error {
	for range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		return work(ctx)
	}
	return nil
}

func returned(ctx context.Context, names iter.Seq[string]) (context.Context, context.CancelFunc) {
	for range names {
		return context.WithTimeout(ctx, time.Second)
	}
	return ctx, func() {}
}

func around(ctx context.Context, names iter.Seq[string]) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	for name := range names {
		if name == "" {
			cancel()
			return
		}
		work(ctx)
	}
	cancel()
}
