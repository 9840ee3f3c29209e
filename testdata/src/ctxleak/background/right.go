package background

import (
	"context"
	"sync"
	"time"
)

type store struct{ mu sync.Mutex }

func (s *store) get(ctx context.Context, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return ctx.Err()
}

func (s *store) each(f func(context.Context) error) { f(context.Background()) }

func work(ctx context.Context) error { return ctx.Err() }

func passed(ctx context.Context, s *store) error { return s.get(ctx, "config") }

// None was given.
func none(s *store) error                     { return s.get(context.Background(), "x") }
func blank(_ context.Context, s *store) error { return s.get(context.Background(), "x") }

func orDefault(ctx context.Context, s *store) error {
	if ctx == nil {
		return s.get(context.Background(), "x")
	}
	return s.get(ctx, "x")
}

// What goes on when the caller has gone.
func started(ctx context.Context, s *store) {
	go s.get(context.Background(), "x")
	go func(ctx context.Context) {
		s.get(context.Background(), "y")
	}(ctx)
}

func cleanup(ctx context.Context, s *store) error {
	defer s.get(context.Background(), "undo")
	defer func() { s.get(context.Background(), "undo") }()
	return s.get(ctx, "do")
}

func undo(ctx context.Context, s *store) error {
	if err := s.get(ctx, "do"); err != nil {
		return s.get(context.Background(), "undo")
	}
	return nil
}

func afterDone(ctx context.Context, s *store) error {
	<-ctx.Done()
	return s.get(context.Background(), "last")
}

func limited(ctx context.Context, s *store) error {
	c, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return s.get(c, "last")
}

func detached(ctx context.Context, s *store) error {
	if err := s.get(context.WithoutCancel(ctx), "a"); err != nil {
		return err
	}
	return s.get(context.Background(), "b")
}
