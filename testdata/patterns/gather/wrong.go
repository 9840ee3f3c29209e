package gather

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"
)

// The count comes too late: Wait may see none.
func addsLate(ctx context.Context, fetch fetchFunc, urls []string) []result {
	results := make([]result, len(urls))
	var wg sync.WaitGroup
	for i, url := range urls {
		go func() {
			wg.Add(1) // want `waitgroup-add`
			defer wg.Done()
			body, err := fetch(ctx, url)
			results[i] = result{url, body, err}
		}()
	}
	wg.Wait()
	return results
}

// One that fails is not counted down.
func notDone(ctx context.Context, fetch fetchFunc, urls []string) []result {
	results := make([]result, len(urls))
	var wg sync.WaitGroup
	for i, url := range urls {
		wg.Add(1)
		go func() {
			body, err := fetch(ctx, url)
			if err != nil {
				return // want `waitgroup-done`
			}
			results[i] = result{url, body, nil}
			wg.Done()
		}()
	}
	wg.Wait()
	return results
}

// Nobody closes the channel.
func neverCloses(ctx context.Context, fetch fetchFunc, urls []string) []result {
	ch := make(chan result)
	for _, url := range urls {
		go func() {
			body, err := fetch(ctx, url)
			ch <- result{url, body, err}
		}()
	}
	var results []result
	for r := range ch { // want `chanblock-range`
		results = append(results, r)
	}
	return results
}

// The workers wait for the collector, and the collector for the workers.
func waitsFirst(ctx context.Context, fetch fetchFunc, urls []string) []result {
	ch := make(chan result)
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			body, err := fetch(ctx, url)
			ch <- result{url, body, err} // want `chanblock-send`
		}()
	}
	wg.Wait()
	close(ch)
	var results []result
	for r := range ch {
		results = append(results, r)
	}
	return results
}

// What fails sends nothing, but is waited for.
func skips(ctx context.Context, fetch fetchFunc, urls []string) []result {
	ch := make(chan result)
	for _, url := range urls {
		go func() {
			body, err := fetch(ctx, url)
			if err != nil {
				return
			}
			ch <- result{url, body, nil}
		}()
	}
	var results []result
	for range urls {
		results = append(results, <-ch) // want `chanblock-recv`
	}
	return results
}

// The first error ends the call, and the other workers never can.
func leavesOthers(ctx context.Context, fetch fetchFunc, urls []string) error {
	errs := make(chan error)
	for _, url := range urls {
		go func() {
			_, err := fetch(ctx, url)
			errs <- err // want `chanblock-send`
		}()
	}
	for range urls {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// Two errors, room for one.
func oneRoom(ctx context.Context, fetch fetchFunc, a, b string) error {
	errs := make(chan error, 1)
	for _, url := range []string{a, b} {
		go func() {
			_, err := fetch(ctx, url)
			errs <- err // want `chanblock-send`
		}()
	}
	select {
	case err := <-errs:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Only the error of the last is ever seen: nobody waits for the group.
func noWait(ctx context.Context, fetch fetchFunc, urls []string) [][]byte {
	g, ctx := errgroup.WithContext(ctx)
	bodies := make([][]byte, len(urls))
	for i, url := range urls {
		g.Go(func() error { // want `waitgroup-nowait`
			body, err := fetch(ctx, url)
			bodies[i] = body
			return err
		})
	}
	return bodies
}

// The lock is kept when there was no error.
func keepsLock(ctx context.Context, fetch fetchFunc, urls []string) error {
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		errs []error
	)
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, err := fetch(ctx, url)
			mu.Lock()
			if err == nil {
				return // want `unlockpath-missing`
			}
			errs = append(errs, err)
			mu.Unlock()
		}()
	}
	wg.Wait()
	return errors.Join(errs...)
}

// An error of the one leaves the other behind.
func half(ctx context.Context, fetch fetchFunc, a, b string) (left, right []byte, err error) {
	done := make(chan error)
	go func() {
		var err error
		left, err = fetch(ctx, a)
		done <- err // want `chanblock-send`
	}()
	if right, err = fetch(ctx, b); err != nil {
		return nil, nil, err
	}
	return left, right, <-done
}
