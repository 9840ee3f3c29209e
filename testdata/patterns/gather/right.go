// Package gather fans work out to goroutines and waits for all of them.
package gather

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"
)

type result struct {
	url  string
	body []byte
	err  error
}

type fetchFunc func(ctx context.Context, url string) ([]byte, error)

// All results, in the order of the URLs.
func inOrder(ctx context.Context, fetch fetchFunc, urls []string) []result {
	results := make([]result, len(urls))
	var wg sync.WaitGroup
	for i, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			body, err := fetch(ctx, url)
			results[i] = result{url, body, err}
		}()
	}
	wg.Wait()
	return results
}

// All results as they come, collected by the caller.
func asTheyCome(ctx context.Context, fetch fetchFunc, urls []string) []result {
	ch := make(chan result)
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Go(func() {
			body, err := fetch(ctx, url)
			ch <- result{url, body, err}
		})
	}
	go func() {
		wg.Wait()
		close(ch)
	}()
	var results []result
	for r := range ch {
		results = append(results, r)
	}
	return results
}

// Exactly one result for each URL.
func counted(ctx context.Context, fetch fetchFunc, urls []string) []result {
	ch := make(chan result, len(urls))
	for _, url := range urls {
		go func() {
			body, err := fetch(ctx, url)
			ch <- result{url, body, err}
		}()
	}
	results := make([]result, 0, len(urls))
	for range urls {
		results = append(results, <-ch)
	}
	return results
}

// The first error ends the call. The others' results find room.
func firstError(ctx context.Context, fetch fetchFunc, urls []string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	errs := make(chan error, len(urls))
	for _, url := range urls {
		go func() {
			_, err := fetch(ctx, url)
			errs <- err
		}()
	}
	for range urls {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// The first error, as errgroup does it.
func group(ctx context.Context, fetch fetchFunc, urls []string) ([][]byte, error) {
	g, ctx := errgroup.WithContext(ctx)
	bodies := make([][]byte, len(urls))
	for i, url := range urls {
		g.Go(func() error {
			body, err := fetch(ctx, url)
			if err != nil {
				return err
			}
			bodies[i] = body
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return bodies, nil
}

// All errors, joined.
func allErrors(ctx context.Context, fetch fetchFunc, urls []string) error {
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		errs []error
	)
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if _, err := fetch(ctx, url); err != nil {
				mu.Lock()
				defer mu.Unlock()
				errs = append(errs, err)
			}
		}()
	}
	wg.Wait()
	return errors.Join(errs...)
}

// Two halves of one answer.
func both(ctx context.Context, fetch fetchFunc, a, b string) (left, right []byte, err error) {
	done := make(chan error, 1)
	go func() {
		var err error
		left, err = fetch(ctx, a)
		done <- err
	}()
	right, err = fetch(ctx, b)
	return left, right, errors.Join(err, <-done)
}
