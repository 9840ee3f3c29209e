package producers

import "context"

func numbersRight(ctx context.Context, n int, ch chan<- int) {
	defer close(ch)
	for i := 0; i < n; i++ {
		select {
		case ch <- i:
		case <-ctx.Done():
			return
		}
	}
}

func findRight(ctx context.Context, n int, is func(int) bool) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ch := make(chan int)
	go numbersRight(ctx, n, ch)
	for i := range ch {
		if is(i) {
			return i
		}
	}
	return -1
}

func endlessRight(f func() int) int {
	ch, stop := make(chan int), make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case ch <- f():
			case <-stop:
				return
			}
		}
	}()
	return <-ch + <-ch
}

// Whoever stops early takes what is left.
func drained(ns []int, is func(int) bool) (found int) {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for _, n := range ns {
			ch <- n
		}
	}()
	defer func() {
		for range ch {
		}
	}()
	for n := range ch {
		if is(n) {
			return n
		}
	}
	return -1
}

func askFirst(f func() int) (a, b int) {
	want, ch := make(chan bool), make(chan int)
	go func() {
		for range want {
			ch <- f()
		}
	}()
	want <- true
	a = <-ch
	want <- true
	b = <-ch
	close(want)
	return a, b
}
