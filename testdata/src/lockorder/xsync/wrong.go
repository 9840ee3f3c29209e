// Package xsync waits, with a lock held, for a place in a group or for a share of
// a semaphore.
package xsync

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

// The group's only place is taken by who waits for another one, with a lock that
// the first one needs.
func limited(work func()) {
	var (
		g  errgroup.Group
		mu sync.Mutex
	)
	g.SetLimit(1)
	g.Go(func() error {
		mu.Lock()
		work()
		mu.Unlock()
		return nil
	})
	mu.Lock()
	g.Go(func() error { // want `this calls g\.Go with mu locked, but who would end the wait needs that lock first: limited\$1`
		work()
		return nil
	})
	mu.Unlock()
	_ = g.Wait()
}

func shares(work func()) {
	sem := semaphore.NewWeighted(1)
	var mu sync.Mutex
	_ = sem.Acquire(context.Background(), 1)
	go func() {
		mu.Lock()
		work()
		mu.Unlock()
		sem.Release(1)
	}()
	mu.Lock()
	_ = sem.Acquire(context.Background(), 1) // want `this acquires sem with mu locked, but who would end the wait needs that lock first: shares\$1`
	mu.Unlock()
	sem.Release(1)
}
