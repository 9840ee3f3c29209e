// Package producers has consumers that stop early.
package producers

import "context"

func numbers(n int, ch chan<- int) {
	defer close(ch)
	for i := 0; i < n; i++ {
		ch <- i // want `sending on ch can block for ever`
	}
}

func find(n int, is func(int) bool) int {
	ch := make(chan int)
	go numbers(n, ch)
	for i := range ch {
		if is(i) {
			return i
		}
	}
	return -1
}

func endless(f func() int) int {
	ch := make(chan int)
	go func() {
		for {
			ch <- f() // want `sending on ch can block for ever`
		}
	}()
	return <-ch + <-ch
}

// The context is looked at between two sends only.
func between(ctx context.Context, f func() int) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ch := make(chan int)
	go func() {
		for ctx.Err() == nil {
			ch <- f() // want `sending on ch can block for ever`
		}
	}()
	return <-ch // want `receiving from ch can block for ever`
}

// Walkers of trees, as in the tour.
func same(a, b []int) bool {
	as, bs := make(chan int), make(chan int)
	walk := func(ns []int, ch chan int) {
		for _, n := range ns {
			ch <- n // want `sending on ch can block for ever`
		}
		close(ch)
	}
	go walk(a, as)
	go walk(b, bs)
	for n := range as {
		if n != <-bs {
			return false
		}
	}
	return true
}
