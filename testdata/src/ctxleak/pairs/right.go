package pairs

import (
	"context"

	"ctxleak/pairs/joined"
)

func keeps(a, b context.Context, do func(context.Context) error) error {
	ctx, cancel := joined.Join(a, b)
	defer cancel()
	return do(ctx)
}

func handsOn(a, b context.Context) (context.Context, context.CancelFunc) {
	return joined.Join(a, b)
}

// The server's context is the server's to cancel.
func looks(s *joined.Server, do func(context.Context) error) error {
	ctx, _ := s.Context()
	return do(ctx)
}

type job struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func (j *job) context(context.Context) (context.Context, context.CancelFunc) {
	return j.ctx, j.cancel
}

func asks(ctx context.Context, j *job, do func(context.Context) error) error {
	ctx, _ = j.context(ctx)
	return do(ctx)
}

func fails(ctx context.Context, d dialer, do func(context.Context) error) error {
	ctx, cancel, err := d.limit(ctx)
	if err != nil {
		return err // and there is nothing to cancel
	}
	defer cancel()
	return do(ctx)
}
