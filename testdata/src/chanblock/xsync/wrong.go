// Package xsync blocks in groups and semaphores of golang.org/x/sync.
package xsync

import (
	"context"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

// The results are received when all goroutines have ended, which they can't
// before.
func gather(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) ([]string, error) {
	g, ctx := errgroup.WithContext(ctx)
	ch := make(chan string)
	for _, url := range urls {
		g.Go(func() error {
			s, err := fetch(ctx, url)
			if err != nil {
				return err
			}
			ch <- s // want `sending on ch can block for ever: nobody is left to receive`
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	close(ch)
	var out []string
	for s := range ch {
		out = append(out, s)
	}
	return out, nil
}

// One share, and a failure that keeps it.
func twice(try func() error) error {
	sem := semaphore.NewWeighted(1)
	if err := sem.Acquire(context.Background(), 1); err != nil {
		return err
	}
	if try() == nil {
		sem.Release(1)
	}
	_ = sem.Acquire(context.Background(), 1) // want `this blocks for ever: only the goroutine itself could be at the other end of sem`
	sem.Release(1)
	return nil
}

// Workers that fail keep their shares, and the last one waits for them.
func all(ctx context.Context, tasks []func() error) {
	sem := semaphore.NewWeighted(2)
	for _, task := range tasks {
		_ = sem.Acquire(context.Background(), 1) // want `acquiring sem can block for ever: nobody is left to release it`
		go func() {
			if task() != nil {
				return
			}
			sem.Release(1)
		}()
	}
}
