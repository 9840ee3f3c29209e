package groups

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

func errsRight(fs []func() error) error {
	ch := make(chan error, len(fs))
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := f(); err != nil {
				ch <- err
			}
		}()
	}
	wg.Wait()
	close(ch)
	return <-ch
}

func firstOnly(fs []func() error) error {
	ch := make(chan error, 1)
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Go(func() {
			if err := f(); err != nil {
				select {
				case ch <- err:
				default:
				}
			}
		})
	}
	wg.Wait()
	select {
	case err := <-ch:
		return err
	default:
		return nil
	}
}

func collector(fs []func() int) (out []int) {
	ch, done := make(chan int), make(chan struct{})
	go func() {
		defer close(done)
		for n := range ch {
			out = append(out, n)
		}
	}()
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Go(func() { ch <- f() })
	}
	wg.Wait()
	close(ch)
	<-done
	return out
}

func groupRight(fs []func() (int, error)) (sum int, err error) {
	ch := make(chan int)
	var g errgroup.Group
	for _, f := range fs {
		g.Go(func() error {
			n, err := f()
			ch <- n
			return err
		})
	}
	go func() {
		g.Wait()
		close(ch)
	}()
	for n := range ch {
		sum += n
	}
	return sum, g.Wait()
}

func waitOrDone(ctx context.Context, f func()) error {
	var wg sync.WaitGroup
	wg.Go(f)
	done := make(chan struct{})
	go func() {
		wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
