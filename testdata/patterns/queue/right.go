// Package queue is an unbounded queue whose consumers wait while it is empty.
package queue

import (
	"context"
	"sync"
)

type queue[T any] struct {
	mu     sync.Mutex
	filled *sync.Cond
	items  []T
	closed bool
}

func newQueue[T any]() *queue[T] {
	q := &queue[T]{}
	q.filled = sync.NewCond(&q.mu)
	return q
}

func (q *queue[T]) put(v T) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = append(q.items, v)
	q.filled.Signal()
}

// get waits for an item; it returns false when the queue is closed and empty.
func (q *queue[T]) get() (v T, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 && !q.closed {
		q.filled.Wait()
	}
	if len(q.items) == 0 {
		return v, false
	}
	v = q.items[0]
	q.items = q.items[1:]
	return v, true
}

func (q *queue[T]) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.filled.Broadcast()
}

func consume(inputs []int, handle func(int)) {
	q := newQueue[int]()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				v, ok := q.get()
				if !ok {
					return
				}
				handle(v)
			}
		})
	}
	for _, v := range inputs {
		q.put(v)
	}
	q.close()
	wg.Wait()
}

// The same with channels: one goroutine keeps what does not go on yet.
func buffer(ctx context.Context, in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		var items []int
		for in != nil || len(items) > 0 {
			var to chan<- int
			var first int
			if len(items) > 0 {
				to, first = out, items[0]
			}
			select {
			case v, ok := <-in:
				if !ok {
					in = nil
					continue
				}
				items = append(items, v)
			case to <- first:
				items = items[1:]
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
