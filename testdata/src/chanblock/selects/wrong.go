// Package selects has selects of which no case can go on.
package selects

import "context"

func nobodySendsErrors(get func() (int, bool)) int {
	values, errs := make(chan int), make(chan error)
	go func() {
		if n, ok := get(); ok {
			values <- n
		}
	}()
	select { // want `this select can block for ever: nobody is left for any of its cases`
	case n := <-values:
		return n
	case <-errs:
		return 0
	}
}

// Nobody cancels Background.
func background(get func() (int, error)) int {
	ctx := context.Background()
	ch := make(chan int, 1)
	go func() {
		if n, err := get(); err == nil {
			ch <- n
		}
	}()
	select { // want `this select can block for ever`
	case n := <-ch:
		return n
	case <-ctx.Done():
		return 0
	}
}

// The worker outlives whoever feeds it.
func worker(ns []int, f func(int)) {
	work, stop := make(chan int), make(chan struct{})
	go func() {
		for {
			select { // want `this select can block for ever`
			case n := <-work:
				f(n)
			case <-stop:
				return
			}
		}
	}()
	for _, n := range ns {
		work <- n
	}
}

// Stop comes on one path only.
func stopOnSuccess(read func() (int, error), f func(int)) error {
	work, stop := make(chan int), make(chan struct{})
	go func() {
		for {
			select { // want `this select can block for ever`
			case n := <-work:
				f(n)
			case <-stop:
				return
			}
		}
	}()
	n, err := read()
	if err != nil {
		return err
	}
	work <- n
	close(stop)
	return nil
}

// A goroutine that waits for nothing keeps nothing going.
func idle(f func()) {
	go func() {
		f()
		select {} // want `this select can block for ever`
	}()
}
