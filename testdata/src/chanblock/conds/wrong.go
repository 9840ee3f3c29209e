// Package conds has channels next to locks and conditions.
package conds

import "sync"

type queue struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items []int
}

func newQueue() *queue {
	q := &queue{}
	q.cond = sync.NewCond(&q.mu)
	return q
}

func (q *queue) put(n int) {
	q.mu.Lock()
	q.items = append(q.items, n)
	q.mu.Unlock()
	q.cond.Signal()
}

func (q *queue) get() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.cond.Wait()
	}
	n := q.items[0]
	q.items = q.items[1:]
	return n
}

// The consumer is fine; what it sends nobody wants.
func consume(n int) {
	q := newQueue()
	out := make(chan int)
	go func() {
		out <- q.get() // want `sending on out can block for ever`
	}()
	q.put(n)
}

func signalled(ready func() bool) {
	var mu sync.Mutex
	woken := make(chan struct{})
	on := false
	go func() {
		mu.Lock()
		defer mu.Unlock()
		if ready() {
			on = true
			close(woken)
		}
	}()
	<-woken // want `receiving from woken can block for ever`
	mu.Lock()
	defer mu.Unlock()
	_ = on
}
