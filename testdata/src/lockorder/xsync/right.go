package xsync

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

func limitedRight(work func()) {
	var (
		g  errgroup.Group
		mu sync.Mutex
	)
	g.SetLimit(1)
	for range 3 {
		g.Go(func() error {
			mu.Lock()
			defer mu.Unlock()
			work()
			return nil
		})
	}
	_ = g.Wait()
}

func sharesRight(work func()) {
	sem := semaphore.NewWeighted(1)
	var mu sync.Mutex
	_ = sem.Acquire(context.Background(), 1)
	go func() {
		mu.Lock()
		work()
		mu.Unlock()
		sem.Release(1)
	}()
	_ = sem.Acquire(context.Background(), 1)
	mu.Lock()
	work()
	mu.Unlock()
	sem.Release(1)
}
