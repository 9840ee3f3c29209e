package fixes

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context, n int) error {
	mu.Lock()
	defer mu.Unlock()
	if n > 0 {
		return work(ctx, n-1)
	}
	return ctx.Err()
}

func check(ctx context.Context) error { return ctx.Err() }

func named(ctx context.Context) error {
	c, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	if err := check(c); err != nil {
		return err
	}
	cancel()
	return nil
}

func discarded(ctx context.Context) error {
	c, _ := context.WithTimeout(ctx, time.Second) // want `discarded`
	return check(c)
}

func cause(ctx context.Context, n int) error {
	switch n {
	case 0:
		c, cancel := context.WithCancelCause(ctx) // want `cancel returned by context\.WithCancelCause is not called on every path`
		if err := check(c); err != nil {
			cancel(err)
			return err
		}
	}
	return nil
}

func library(ctx context.Context, db *sql.DB) error {
	c, done := context.WithTimeout( // want `done returned by context\.WithTimeout is not called on every path`
		ctx,
		time.Second,
	)
	if err := db.PingContext(c); err != nil {
		return err
	}
	done()
	return nil
}

func deep(ctx context.Context) error {
	c, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	inner, stop := context.WithTimeout(c, time.Millisecond)
	defer stop()
	if err := check(inner); err != nil {
		return err
	}
	select {
	case <-inner.Done():
	default:
	}
	cancel()
	return nil
}
