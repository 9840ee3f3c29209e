package fixes

import (
	"context"
	"sync"
	"time"
)

// What comes after the send would come too early.
func after(get func() string, log func()) string {
	ch := make(chan string)
	go func() {
		ch <- get() // want `sending on ch can block for ever`
		log()
	}()
	select {
	case s := <-ch:
		return s
	case <-time.After(time.Second):
		return ""
	}
}

// Nobody knows how many there are.
func many(next func() (int, bool), want int) bool {
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

// The tasks are others then.
func changes(tasks []func() error, more func() []func() error) error {
	errs := make(chan error)
	tasks = append(tasks, more()...)
	for _, f := range tasks {
		go func() { errs <- f() }() // want `sending on errs can block for ever`
	}
	return <-errs
}

// The context goes on after the function.
func someContext(ctx context.Context, next func() int) int {
	ch := make(chan int)
	go func() {
		for {
			ch <- next() // want `sending on ch can block for ever`
		}
	}()
	select {
	case n := <-ch:
		return n
	case <-ctx.Done():
		return 0
	}
}

// Two send, so that neither may close.
func two(f, g func() int) (total int) {
	ch := make(chan int)
	go func() { ch <- f() }()
	go func() { ch <- g() }()
	for n := range ch { // want `ranging over ch can block for ever`
		total += n
	}
	return total
}

// The zero value would be taken for a result.
func zero(get func() (int, error)) int {
	ch := make(chan int)
	go func() {
		n, err := get()
		if err != nil {
			return
		}
		ch <- n
	}()
	return <-ch // want `receiving from ch can block for ever`
}

// Closed when the function returns is too late for what it waits for.
func waits(ns []int, print func(int)) {
	ch := make(chan int)
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := range ch { // want `ranging over ch can block for ever`
			print(n)
		}
	})
	for _, n := range ns {
		ch <- n
	}
	wg.Wait()
}

type box struct{ ch chan int }

// A field may be used by others.
func field(get func() int, timeout <-chan int) int {
	b := box{make(chan int)}
	go func() {
		b.ch <- get() // want `sending on b\.ch can block for ever`
	}()
	select {
	case n := <-b.ch:
		return n
	case n := <-timeout:
		return n
	}
}

// The second call would not wait for the first result to be taken any more.
func inTurn(f, g func() error, timeout <-chan error) error {
	errs := make(chan error)
	go func() {
		errs <- f() // want `sending on errs can block for ever`
		errs <- g() // want `sending on errs can block for ever`
	}()
	select {
	case err := <-errs:
		return err
	case err := <-timeout:
		return err
	}
}

// Who ranges is not told when the sender gives up: the close is not deferred.
func closesLast(ctx context.Context, items []int, want int) bool {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ch := make(chan int)
	go func() {
		for _, v := range items {
			ch <- v // want `sending on ch can block for ever`
		}
		close(ch)
	}()
	for v := range ch {
		if v == want {
			return true
		}
	}
	return false
}
