// Package counts has results that are counted.
package counts

import "sync"

func oneTooMany(fs []func() int) (sum int) {
	ch := make(chan int)
	for _, f := range fs {
		go func() { ch <- f() }()
	}
	for range fs {
		sum += <-ch
	}
	sum += <-ch // want `receiving from ch can block for ever`
	return sum
}

// Those that fail send nothing.
func onlySuccess(fs []func() (int, error)) (sum int) {
	ch := make(chan int)
	for _, f := range fs {
		go func() {
			if n, err := f(); err == nil {
				ch <- n
			}
		}()
	}
	for range fs {
		sum += <-ch // want `receiving from ch can block for ever`
	}
	return sum
}

// A value and an error are sent; one of them is received.
func twoChannels(f func() (int, error)) (int, error) {
	values, errs := make(chan int), make(chan error)
	go func() {
		n, err := f()
		values <- n
		errs <- err // want `sending on errs can block for ever`
	}()
	return <-values, nil
}

func three(f func() int) int {
	ch := make(chan int)
	for range 3 {
		go func() {
			ch <- f() // want `sending on ch can block for ever`
		}()
	}
	return <-ch + <-ch
}

func wrongOrder(f func() (int, error)) (int, error) {
	values, errs := make(chan int), make(chan error)
	go func() {
		n, err := f()
		values <- n // want `sending on values can block for ever`
		errs <- err
	}()
	err := <-errs
	return <-values, err
}

func stopsAtError(ns []int, f func(int) error) (errs []error) {
	ch := make(chan error)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for err := range ch {
			if err != nil {
				errs = append(errs, err)
				return
			}
		}
	}()
	for _, n := range ns {
		ch <- f(n) // want `sending on ch can block for ever`
	}
	close(ch)
	wg.Wait()
	return errs
}
