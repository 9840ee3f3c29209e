package pairs

import (
	"context"

	"ctxleak/pairs/joined"
)

// either also cancels by itself, so that the function is in two hands.
func either(a, b context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(a)
	go func() {
		select {
		case <-b.Done():
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

func discards(a, b context.Context, do func(context.Context) error) error {
	ctx, _ := joined.Join(a, b) // want `the cancel function returned by joined.Join is discarded, so nobody can call it \(ctxleak-cancel\)`
	return do(ctx)
}

func forgets(a, b context.Context, do func(context.Context) error) error {
	ctx, cancel := either(a, b) // want `cancel returned by either is not called on every path \(ctxleak-cancel\)`
	if err := do(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}

type dialer interface {
	limit(ctx context.Context) (context.Context, context.CancelFunc, error)
}

func dials(ctx context.Context, d dialer, do func(context.Context) error, later bool) error {
	ctx, cancel, err := d.limit(ctx) // want `cancel returned by dialer.limit is not called on every path \(ctxleak-cancel\)`
	if err != nil {
		return err
	}
	if later {
		return nil
	}
	defer cancel()
	return do(ctx)
}

func hooks(a, b context.Context, hooks []func(context.Context) error) error {
	for _, hook := range hooks {
		ctx, _ := either(a, b) // want `the cancel function returned by either is discarded, so nobody can call it \(ctxleak-cancel\)`
		if err := hook(ctx); err != nil {
			return err
		}
	}
	return nil
}
