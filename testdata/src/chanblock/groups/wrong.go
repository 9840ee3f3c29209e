// Package groups has channels next to WaitGroups and errgroups.
package groups

import (
	"sync"

	"golang.org/x/sync/errgroup"
)

func errs(fs []func() error) error {
	ch := make(chan error)
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := f(); err != nil {
				ch <- err // want `sending on ch can block for ever: nobody is left to receive`
			}
		}()
	}
	wg.Wait()
	select {
	case err := <-ch:
		return err
	default:
		return nil
	}
}

func goMethod(fs []func() int) int {
	ch := make(chan int)
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Go(func() {
			ch <- f() // want `sending on ch can block for ever: nobody is left to receive`
		})
	}
	wg.Wait()
	return <-ch
}

func group(fs []func() (int, error)) (sum int, err error) {
	ch := make(chan int)
	var g errgroup.Group
	for _, f := range fs {
		g.Go(func() error {
			n, err := f()
			ch <- n // want `sending on ch can block for ever: nobody is left to receive`
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return 0, err
	}
	close(ch)
	for n := range ch {
		sum += n
	}
	return sum, nil
}
