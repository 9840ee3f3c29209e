package lost

import "context"

// The broadcast can come between the question and the sleep.
func (t *tickets) TakeUntil(ctx context.Context) error {
	stop := context.AfterFunc(ctx, t.cond.Broadcast) // want `t\.cond\.Wait in \(\*tickets\)\.TakeUntil can miss its signal: the context changes without the lock`
	defer stop()
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.n == 0 && ctx.Err() == nil {
		t.cond.Wait()
	}
	return ctx.Err()
}

func (t *tickets) TakeUntilRight(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.cond.Broadcast()
	})
	defer stop()
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.n == 0 && ctx.Err() == nil {
		t.cond.Wait()
	}
	return ctx.Err()
}
