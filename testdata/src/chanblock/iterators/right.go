package iterators

import (
	"iter"
	"slices"
)

func resultRight[T any](f func() T) chan T {
	ch := make(chan T, 1)
	go func() { ch <- f() }()
	return ch
}

func abandonedRight(f func() string, wait bool) string {
	made := make(chan bool, 1)
	made <- wait
	ch := resultRight(f)
	if <-made {
		return <-ch
	}
	return ""
}

func breaksRight(ns []int) int {
	ch, stop := make(chan int), make(chan struct{})
	defer close(stop)
	go func() {
		defer close(ch)
		for _, n := range ns {
			select {
			case ch <- n:
			case <-stop:
				return
			}
		}
	}()
	for n := range received(ch) {
		if n > 0 {
			return n
		}
	}
	return 0
}

// The iterator stops its producer itself.
func produced(ns []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		ch, stop := make(chan int), make(chan struct{})
		defer close(stop)
		go func() {
			defer close(ch)
			for _, n := range ns {
				select {
				case ch <- n:
				case <-stop:
					return
				}
			}
		}()
		for n := range ch {
			if !yield(n) {
				return
			}
		}
	}
}

func useProduced(ns []int) (sum int) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for n := range produced(ns) {
			if n == 0 {
				break
			}
			sum += n
		}
	}()
	<-done
	return sum
}

func overSeq(seq iter.Seq[int], f func(int) int) (sum int) {
	ch := make(chan int)
	n := 0
	for v := range seq {
		n++
		go func() { ch <- f(v) }()
	}
	for range n {
		sum += <-ch
	}
	return sum
}

func overValues(ns []int, f func(int) int) (sum int) {
	ch := make(chan int)
	for v := range slices.Values(ns) {
		go func() { ch <- f(v) }()
	}
	for range ns {
		sum += <-ch
	}
	return sum
}

func mapAll[T, U any](in []T, f func(T) U) []U {
	out := make([]U, len(in))
	done := make(chan int, len(in))
	for i, v := range in {
		go func() {
			out[i] = f(v)
			done <- i
		}()
	}
	for range in {
		<-done
	}
	return out
}

func useMapAll(ns []int) []string {
	ready := make(chan bool, 1)
	ready <- true
	<-ready
	return mapAll(ns, func(int) string { return "" })
}

func boxesRight(n int) int {
	b := &box[int]{ch: make(chan int, 1)}
	go b.put(n)
	return <-b.ch
}
