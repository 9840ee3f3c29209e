// Package iterator has producers whose consumers may stop early.
package iterator

import (
	"context"
	"iter"
)

type node struct {
	value       int
	left, right *node
}

// walk visits the tree in order until visit returns false.
func (n *node) walk(visit func(int) bool) bool {
	return n == nil || n.left.walk(visit) && visit(n.value) && n.right.walk(visit)
}

// A context that ends when the consumer does.
func values(ctx context.Context, n *node) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		n.walk(func(v int) bool {
			select {
			case ch <- v:
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
	return ch
}

func contains(n *node, want int) bool {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for v := range values(ctx, n) {
		if v == want {
			return true
		}
	}
	return false
}

// A done channel, which is closed on every path.
func firstOver(limit int, next func() (int, bool)) (int, bool) {
	ch, done := make(chan int), make(chan struct{})
	defer close(done)
	go func() {
		defer close(ch)
		for {
			v, ok := next()
			if !ok {
				return
			}
			select {
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
	return 0, false
}

// The consumer that stops takes the rest all the same.
func drains(n *node, want int) (found bool) {
	ch := make(chan int)
	go func() {
		defer close(ch)
		n.walk(func(v int) bool {
			ch <- v
			return true
		})
	}()
	for v := range ch {
		if v == want {
			found = true
			break
		}
	}
	for range ch {
	}
	return found
}

// No goroutine at all.
func (n *node) all() iter.Seq[int] {
	return func(yield func(int) bool) { n.walk(yield) }
}

func count(n *node, limit int) (c int) {
	for v := range n.all() {
		if v > limit {
			break
		}
		c++
	}
	return c
}
