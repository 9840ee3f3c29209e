package done

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

// What is done needs no cancelling.
func selected(ctx context.Context, ch chan int) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	go work(ctx)
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case n := <-ch:
		cancel()
		return n, nil
	}
}

func waited(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	go work(ctx)
	if cancel != nil {
		<-ctx.Done()
	}
}

// If the parent is done, so is the child.
func parent(ctx context.Context, ch chan int) int {
	inner, cancel := context.WithTimeout(ctx, time.Second)
	go work(inner)
	for {
		select {
		case <-ctx.Done():
			return 0
		case n := <-ch:
			if n > 0 {
				cancel()
				return n
			}
		}
	}
}

type server struct{ ctx context.Context }

func (s *server) parentField(ch chan int) int {
	ctx, cancel := context.WithTimeout(s.ctx, time.Second)
	go work(ctx)
	select {
	case <-s.ctx.Done():
		return 0
	case n := <-ch:
		cancel()
		return n
	}
}

func failed(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	work(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	cancel()
	return nil
}

func captured(ctx context.Context, ch chan int) int {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	go func() { work(ctx) }()
	select {
	case <-ctx.Done():
		return 0
	case n := <-ch:
		cancel()
		return n
	}
}
