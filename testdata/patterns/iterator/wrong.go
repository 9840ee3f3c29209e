package iterator

import (
	"context"
)

func numbers(n int) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := range n {
			ch <- i // want `chanblock-send`
		}
	}()
	return ch
}

// The consumer stops at the first that it likes.
func find(n int, ok func(int) bool) int {
	for v := range numbers(n) {
		if ok(v) {
			return v
		}
	}
	return -1
}

// A recursive walk cannot be told to stop.
func containsLeaks(n *node, want int) bool {
	ch := make(chan int)
	go func() {
		defer close(ch)
		n.walk(func(v int) bool {
			ch <- v // want `chanblock-send`
			return true
		})
	}()
	for v := range ch {
		if v == want {
			return true
		}
	}
	return false
}

// The end is a send that only the consumer of everything takes.
func firstLeaks(limit int, next func() (int, bool)) (int, bool) {
	ch, done := make(chan int), make(chan struct{})
	go func() {
		for {
			v, ok := next()
			if !ok {
				close(ch)
				return
			}
			select { // want `chanblock-select`
			case ch <- v:
			case <-done:
				return
			}
		}
	}()
	for v := range ch {
		if v > limit {
			return v, true
		}
	}
	close(done)
	return 0, false
}

// The producer stops without a word, and the consumer waits for more.
func sum(next func() (int, error)) (total int) {
	ch := make(chan int)
	go func() {
		for {
			v, err := next()
			if err != nil {
				return
			}
			ch <- v
		}
	}()
	for v := range ch { // want `chanblock-range`
		total += v
	}
	return total
}

// The context's cancel function is thrown away, so nothing ends the producer.
func containsForever(n *node, want int) bool {
	ctx, _ := context.WithCancel(context.Background()) // want `ctxleak-cancel`
	for v := range valuesForever(ctx, n) {
		if v == want {
			return true
		}
	}
	return false
}

func valuesForever(ctx context.Context, n *node) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		n.walk(func(v int) bool {
			select { // want `chanblock-select`
			case ch <- v:
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
	return ch
}
