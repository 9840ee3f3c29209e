package priorityqueue

import (
	"container/heap"
	"sync"
)

type badQueue struct {
	mu       sync.Mutex
	notEmpty *sync.Cond
	items    items
	closed   bool
}

func newBadQueue() *badQueue {
	q := &badQueue{}
	q.notEmpty = sync.NewCond(&q.mu)
	return q
}

func (q *badQueue) push(x item) {
	q.mu.Lock()
	defer q.mu.Unlock()
	heap.Push(&q.items, x)
	q.notEmpty.Signal()
}

func (q *badQueue) pop() (item, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.items.Len() == 0 && !q.closed {
		q.notEmpty.Wait() // want `condwait-signal`
	}
	if q.closed {
		return item{}, false
	}
	return heap.Pop(&q.items).(item), true
}

// close tells those that come later, but nobody that already waits.
func (q *badQueue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
}

func drain(handle func(item)) {
	q := newBadQueue()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			x, ok := q.pop()
			if !ok {
				return
			}
			handle(x)
		}
	}()
	q.close()
	<-done
}

// The length is asked for with the lock held.
func (q *badQueue) len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.items.Len()
}

func (q *badQueue) peek() (item, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.len() == 0 { // want `lockorder-double`
		return item{}, false
	}
	return q.items[0], true
}

// Two consumers wait, and one signal says that it is over.
func twoConsumers(handle func()) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	notEmpty := sync.NewCond(&mu)
	closed := false
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			for !closed {
				notEmpty.Wait() // want `condwait-signal`
			}
			mu.Unlock()
			handle()
		})
	}
	mu.Lock()
	closed = true
	notEmpty.Signal()
	mu.Unlock()
	wg.Wait()
}

// A full queue is left locked.
func (q *badQueue) tryPush(x item, max int) bool {
	q.mu.Lock()
	if q.items.Len() >= max {
		return false // want `unlockpath-missing`
	}
	heap.Push(&q.items, x)
	q.notEmpty.Signal()
	q.mu.Unlock()
	return true
}
