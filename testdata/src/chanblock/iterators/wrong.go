// Package iterators has generic functions and loops over functions.
package iterators

import "iter"

func result[T any](f func() T) chan T {
	ch := make(chan T)
	go func() {
		ch <- f() // want `sending on ch can block for ever`
	}()
	return ch
}

func firstOf[T any](a, b func() T) T {
	first, second := make(chan T), make(chan T)
	go func() { first <- a() }()  // want `sending on first can block for ever`
	go func() { second <- b() }() // want `sending on second can block for ever`
	select {
	case v := <-first:
		return v
	case v := <-second:
		return v
	}
}

func ints(f, g func() int) (a, b int) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		a = firstOf(f, g)
	}()
	<-done
	return a, b
}

func abandoned(f func() string, wait bool) string {
	made := make(chan bool, 1)
	made <- wait
	ch := result(f)
	if <-made {
		return <-ch
	}
	return ""
}

func received(ch <-chan int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := range ch {
			if !yield(n) {
				return
			}
		}
	}
}

// The loop over the iterator ends early, the sender does not.
func breaks(ns []int) int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for _, n := range ns {
			ch <- n // want `sending on ch can block for ever`
		}
	}()
	for n := range received(ch) {
		if n > 0 {
			return n
		}
	}
	return 0
}

type box[T any] struct{ ch chan T }

func (b *box[T]) put(v T) { b.ch <- v } // want `sending on b\.ch can block for ever`

func boxes(n int) {
	b := &box[int]{ch: make(chan int)}
	go b.put(n)
}
