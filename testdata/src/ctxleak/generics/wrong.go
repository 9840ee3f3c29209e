package generics

import (
	"context"
	"time"
)

func do[T any](ctx context.Context, f func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	v, err := f(ctx)
	if err != nil {
		return v, err
	}
	cancel()
	return v, nil
}

func uses(ctx context.Context) error {
	ctx, cancel := with(ctx, 1) // want `cancel returned by with is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}

func (l *list[T]) each(ctx context.Context, f func(context.Context, T)) {
	for _, item := range l.items {
		ctx, cancel := with(ctx, item)
		defer cancel() // want `cancel returned by with in a loop is deferred`
		f(ctx, item)
	}
}
