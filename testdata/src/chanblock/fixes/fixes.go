// Package fixes has what chanblock suggests fixes for.
package fixes

import (
	"context"
	"errors"
	"sync"
	"time"
)

func timeout(get func() string) (string, error) {
	ch := make(chan string)
	go func() {
		ch <- get() // want `sending on ch can block for ever`
	}()
	select {
	case s := <-ch:
		return s, nil
	case <-time.After(time.Second):
		return "", errors.New("timeout")
	}
}

// One error or one value: room for one each.
func either(get func() (int, error), ctx context.Context) (int, error) {
	values, errs := make(chan int, 1), make(chan error)
	go func() {
		n, err := get()
		if err != nil {
			errs <- err // want `sending on errs can block for ever`
			return
		}
		values <- n
	}()
	select {
	case n := <-values:
		return n, nil
	case err := <-errs:
		return 0, err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// Exclusive sends need room for one.
func exclusive(get func() (int, error), timeout <-chan int) int {
	ch := make(chan int)
	go func() {
		n, err := get()
		if err != nil {
			ch <- -1 // want `sending on ch can block for ever`
			return
		}
		ch <- n // want `sending on ch can block for ever`
	}()
	select {
	case n := <-ch:
		return n
	case n := <-timeout:
		return n
	}
}

func both(f, g func() error, timeout <-chan error) error {
	errs := make(chan error, 1)
	go func() {
		a, b := f(), g()
		errs <- a
		errs <- b // want `sending on errs can block for ever`
	}()
	select {
	case err := <-errs:
		return err
	case err := <-timeout:
		return err
	}
}

func ofThree(ask func(string) string) string {
	ch := make(chan string)
	for _, s := range []string{"a", "b", "c"} {
		go func() {
			ch <- ask(s) // want `sending on ch can block for ever`
		}()
	}
	return <-ch
}

func ofMany(tasks []func() error) error {
	errs := make(chan error)
	for _, f := range tasks {
		go func() { errs <- f() }() // want `sending on errs can block for ever`
	}
	for range tasks {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

func grouped(f, g func() int) int {
	ch := make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			ch <- f() // want `sending on ch can block for ever`
		})
	}
	wg.Wait()
	return <-ch
}

func self(n int) int {
	ch := make(chan int)
	ch <- n // want `this blocks for ever`
	return <-ch
}

func sum(next func() (int, error)) (total int) {
	ch := make(chan int)
	go func() { // reads to the end
		for {
			v, err := next()
			if err != nil {
				return
			}
			ch <- v
		}
	}()
	for v := range ch { // want `ranging over ch can block for ever`
		total += v
	}
	return total
}

func prints(ns []int, print func(int)) {
	ch := make(chan int) // of numbers
	go func() {
		for n := range ch { // want `ranging over ch can block for ever`
			print(n)
		}
	}()
	for _, n := range ns {
		ch <- n
	}
}

func signal(job func() error) {
	done := make(chan bool)
	go func() {
		if job() != nil {
			return
		}
		done <- true
	}()
	<-done // want `receiving from done can block for ever`
}

func find(ctx context.Context, next func() (int, bool), want int) bool {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ch := make(chan int)
	go func() {
		defer close(ch)
		for {
			v, ok := next()
			if !ok {
				return
			}
			ch <- v // want `sending on ch can block for ever`
		}
	}()
	for v := range ch {
		if v == want {
			return true
		}
	}
	return false
}

func notify(f func() int, log func(string)) int {
	c, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	ch := make(chan int)
	go func() {
		if n := f(); n > 0 {
			ch <- n // want `sending on ch can block for ever`
			log("delivered")
		}
	}()
	select {
	case n := <-ch:
		return n
	case <-c.Done():
		return 0
	}
}
