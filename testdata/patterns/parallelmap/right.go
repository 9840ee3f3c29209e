// Package parallelmap applies a function to all elements, a few at a time.
package parallelmap

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

// A semaphore.
func withTokens[T, U any](limit int, in []T, f func(T) U) []U {
	out := make([]U, len(in))
	tokens := make(chan struct{}, limit)
	var wg sync.WaitGroup
	for i, v := range in {
		tokens <- struct{}{}
		wg.Go(func() {
			defer func() { <-tokens }()
			out[i] = f(v)
		})
	}
	wg.Wait()
	return out
}

// A fixed number of workers and a channel of indices.
func withWorkers(in []string, f func(string) int) []int {
	out := make([]int, len(in))
	indices := make(chan int)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range indices {
				out[i] = f(in[i])
			}
		}()
	}
	for i := range in {
		indices <- i
	}
	close(indices)
	wg.Wait()
	return out
}

// Errors stop the feeder.
func withErrors(ctx context.Context, in []string, f func(context.Context, string) (int, error)) ([]int, error) {
	out := make([]int, len(in))
	g, ctx := errgroup.WithContext(ctx)
	indices := make(chan int)
	g.Go(func() error {
		defer close(indices)
		for i := range in {
			select {
			case indices <- i:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range 2 {
		g.Go(func() error {
			for i := range indices {
				v, err := f(ctx, in[i])
				if err != nil {
					return err
				}
				out[i] = v
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return out, nil
}

// Results in a map under a lock.
func intoMap(in []string, f func(string) int) map[string]int {
	out := make(map[string]int)
	var g errgroup.Group
	g.SetLimit(4)
	var mu sync.Mutex
	for _, v := range in {
		g.Go(func() error {
			n := f(v)
			mu.Lock()
			defer mu.Unlock()
			out[v] = n
			return nil
		})
	}
	_ = g.Wait()
	return out
}
