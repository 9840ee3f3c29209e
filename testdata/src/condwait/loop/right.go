package loop

import (
	"errors"
	"sync"
)

func (q *queue) GetRight() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.more.Wait()
	}
	n := q.items[0]
	q.items = q.items[1:]
	return n
}

// The loop need not look like one.
func (q *queue) Goto() int {
	q.mu.Lock()
again:
	if len(q.items) == 0 {
		q.more.Wait()
		goto again
	}
	n := q.items[0]
	q.mu.Unlock()
	return n
}

func (q *queue) Forever(f func(int)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		if len(q.items) == 0 {
			q.more.Wait()
			continue
		}
		f(q.items[0])
		q.items = q.items[1:]
	}
}

// The callers loop.
func (q *queue) waitRight() {
	q.more.Wait()
}

func (q *queue) helperRight() {
	q.waitRight()
}

func (q *queue) PeekRight() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.helperRight()
	}
	return q.items[0]
}

// Looks again, once.
func (q *queue) GetOrFail() (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.items) == 0 {
		q.more.Wait()
	}
	if len(q.items) == 0 {
		return 0, errors.New("empty")
	}
	return q.items[0], nil
}

// Callers of other packages may loop.
func (q *queue) Changed() {
	q.mu.Lock()
	q.more.Wait()
	q.mu.Unlock()
}

// A wrapper of a Cond.
type event struct{ c *sync.Cond }

func (e *event) Wait() { e.c.Wait() }
func (e *event) Fire() { e.c.Broadcast() }

// As a value it may be called in a loop.
func (q *queue) later(run func(func())) {
	run(q.more.Wait)
}

func (q *queue) empty() bool { return len(q.items) == 0 }

func (q *queue) until(stop func() bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.empty() {
		q.more.Wait()
		if stop() {
			return
		}
	}
}
