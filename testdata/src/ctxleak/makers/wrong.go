package makers

import (
	"context"
	"errors"
	"time"
)

func usesLimited(ctx context.Context) error {
	ctx, cancel := limited(ctx) // want `cancel returned by limited is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}

func discards(ctx context.Context) error {
	ctx, _ = limited(ctx) // want `the cancel function returned by limited is discarded`
	return work(ctx)
}

func usesNamed(ctx context.Context) error {
	ctx, cancel := named(ctx) // want `cancel returned by named is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}

func twoDeep(ctx context.Context) error {
	ctx, stop := wrapped(ctx) // want `stop returned by wrapped is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	stop()
	return nil
}

func checksError(ctx context.Context) error {
	ctx, cancel, err := checked(ctx) // want `cancel returned by checked is not called on every path`
	if err != nil {
		return err
	}
	if err := work(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}

func usesMethod(ctx context.Context, c *client) error {
	ctx, cancel := c.context(ctx) // want `cancel returned by \(\*client\)\.context is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}

// Returns it on one path only.
func halfway(ctx context.Context, closed bool) (context.Context, context.CancelFunc, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
	if closed {
		return nil, nil, errors.New("closed")
	}
	return ctx, cancel, nil
}

func literalMaker(ctx context.Context) error {
	limited := func() (context.Context, func()) {
		c, cancel := context.WithTimeout(ctx, time.Second)
		return c, cancel
	}
	c, stop := limited() // want `stop returned by a function literal is not called on every path`
	if err := work(c); err != nil {
		return err
	}
	stop()
	return nil
}
