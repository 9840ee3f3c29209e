package generics

import (
	"context"
	"sync"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

func with[T any](ctx context.Context, v T) (context.Context, context.CancelFunc) {
	ctx = context.WithValue(ctx, mu, v)
	return context.WithTimeout(ctx, time.Second)
}

type list[T any] struct {
	items []T
	stop  func()
}

func (l *list[T]) start(ctx context.Context) {
	ctx, l.stop = context.WithCancel(ctx)
	go work(ctx)
}

func call[F ~func()](f F) { f() }

func passed(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	work(ctx)
	call(cancel)
}
