package fixes

import (
	"context"
	"time"
)

type request struct{ ctx context.Context }

func newRequest(ctx context.Context) *request { return &request{ctx} }

// What is returned has the context.
func outlives(ctx context.Context) (*request, error) {
	c, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	if err := check(c); err != nil {
		cancel()
		return nil, err
	}
	return newRequest(c), nil
}

// So has the goroutine.
func started(ctx context.Context) error {
	c, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	if err := check(c); err != nil {
		cancel()
		return err
	}
	go check(c)
	return nil
}

// A loop has another problem then.
func inLoop(ctx context.Context, names []string) {
	for range names {
		c, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
		if check(c) != nil {
			continue
		}
		cancel()
	}
}

// The name means something else.
func taken(ctx context.Context, cancel func()) error {
	c, _ := context.WithTimeout(ctx, time.Second) // want `discarded`
	defer cancel()
	return check(c)
}

// The variable is an old one.
func assigned(ctx context.Context) error {
	var c context.Context
	c, _ = context.WithTimeout(ctx, time.Second) // want `discarded`
	return check(c)
}

// Nobody knows what it does with the context.
func unknown(ctx context.Context, f func(context.Context)) {
	c, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	f(c)
	if check(ctx) != nil {
		cancel()
	}
}
