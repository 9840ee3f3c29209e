// Package priorityqueue wakes its consumers with a Cond when the first item changes.
package priorityqueue

import (
	"container/heap"
	"sync"
)

type item struct {
	priority int
	value    string
}

type items []item

func (h items) Len() int           { return len(h) }
func (h items) Less(i, j int) bool { return h[i].priority < h[j].priority }
func (h items) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *items) Push(x any)        { *h = append(*h, x.(item)) }
func (h *items) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

type queue struct {
	mu       sync.Mutex
	notEmpty *sync.Cond
	notFull  *sync.Cond
	items    items
	max      int
	closed   bool
}

func newQueue(max int) *queue {
	q := &queue{max: max}
	q.notEmpty = sync.NewCond(&q.mu)
	q.notFull = sync.NewCond(&q.mu)
	return q
}

// push waits for room.
func (q *queue) push(x item) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) >= q.max && !q.closed {
		q.notFull.Wait()
	}
	if q.closed {
		return false
	}
	heap.Push(&q.items, x)
	q.notEmpty.Signal()
	return true
}

// pop waits for an item.
func (q *queue) pop() (item, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.items.Len() == 0 && !q.closed {
		q.notEmpty.Wait()
	}
	if q.items.Len() == 0 {
		return item{}, false
	}
	x := heap.Pop(&q.items).(item)
	q.notFull.Signal()
	return x, true
}

// close wakes all that wait, on either side.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.notEmpty.Broadcast()
	q.notFull.Broadcast()
}

func process(inputs []item, handle func(item)) {
	q := newQueue(10)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				x, ok := q.pop()
				if !ok {
					return
				}
				handle(x)
			}
		})
	}
	for _, x := range inputs {
		q.push(x)
	}
	q.close()
	wg.Wait()
}
