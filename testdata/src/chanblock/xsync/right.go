package xsync

import (
	"context"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

// Somebody else waits for the group and closes the channel.
func gatherRight(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) ([]string, error) {
	g, ctx := errgroup.WithContext(ctx)
	ch := make(chan string)
	for _, url := range urls {
		g.Go(func() error {
			s, err := fetch(ctx, url)
			if err != nil {
				return err
			}
			select {
			case ch <- s:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}
	go func() {
		_ = g.Wait()
		close(ch)
	}()
	var out []string
	for s := range ch {
		out = append(out, s)
	}
	return out, g.Wait()
}

// A place in the buffer for each.
func gatherBuffered(urls []string, fetch func(string) (string, error)) ([]string, error) {
	var g errgroup.Group
	ch := make(chan string, len(urls))
	for _, url := range urls {
		g.Go(func() error {
			s, err := fetch(url)
			ch <- s
			return err
		})
	}
	err := g.Wait()
	close(ch)
	var out []string
	for s := range ch {
		out = append(out, s)
	}
	return out, err
}

func twiceRight(try func() error) error {
	sem := semaphore.NewWeighted(1)
	if err := sem.Acquire(context.Background(), 1); err != nil {
		return err
	}
	err := try()
	sem.Release(1)
	if !sem.TryAcquire(1) {
		return err
	}
	sem.Release(1)
	return err
}

func allRight(ctx context.Context, tasks []func() error) error {
	sem := semaphore.NewWeighted(2)
	for _, task := range tasks {
		if err := sem.Acquire(ctx, 1); err != nil {
			return err
		}
		go func() {
			defer sem.Release(1)
			_ = task()
		}()
	}
	return sem.Acquire(ctx, 2)
}

// All shares at once: wait for all.
func drain(tasks []func()) {
	sem := semaphore.NewWeighted(3)
	for _, task := range tasks {
		_ = sem.Acquire(context.Background(), 1)
		go func() {
			defer sem.Release(1)
			task()
		}()
	}
	_ = sem.Acquire(context.Background(), 3)
}

// The context ends the wait.
func timed(ctx context.Context, sem *semaphore.Weighted, work func()) error {
	if err := sem.Acquire(ctx, 1); err != nil {
		return err
	}
	defer sem.Release(1)
	work()
	return nil
}
