// Package ratelimit bounds what runs at once with a semaphore that every path releases.
package ratelimit

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"
)

var errEmpty = errors.New("empty request")

type limiter struct {
	tokens chan struct{}
	handle func(ctx context.Context, request string) error
}

func newLimiter(n int, handle func(ctx context.Context, request string) error) *limiter {
	return &limiter{tokens: make(chan struct{}, n), handle: handle}
}

// Waits for a token, but no longer than the context.
func (l *limiter) do(ctx context.Context, request string) error {
	select {
	case l.tokens <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-l.tokens }()
	if request == "" {
		return errEmpty
	}
	return l.handle(ctx, request)
}

// The token is taken before the goroutine is started.
func each(ctx context.Context, handle func(string) error, requests []string) error {
	tokens := make(chan struct{}, 2)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var errs []error
	for _, r := range requests {
		tokens <- struct{}{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() { <-tokens }()
			if r == "" {
				return
			}
			if err := handle(r); err != nil {
				mu.Lock()
				errs = append(errs, err)
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	return errors.Join(errs...)
}

// As errgroup does it.
func group(ctx context.Context, handle func(context.Context, string) error, requests []string) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2)
	for _, r := range requests {
		g.Go(func() error { return handle(ctx, r) })
	}
	return g.Wait()
}

// To fill the semaphore is to wait for all.
func drain(handle func(string), requests []string) {
	tokens := make(chan struct{}, 2)
	for _, r := range requests {
		tokens <- struct{}{}
		go func() {
			defer func() { <-tokens }()
			handle(r)
		}()
	}
	for range cap(tokens) {
		tokens <- struct{}{}
	}
}
