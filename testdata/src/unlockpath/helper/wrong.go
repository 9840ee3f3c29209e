package helper

import "sync"

type queue struct {
	mu    sync.Mutex
	items []int
	busy  bool
}

// flushLocked gives the lock back while it works, and must take it again.
func (q *queue) flushLocked(write func([]int) error) error {
	items := q.items
	q.mu.Unlock()
	if err := write(items); err != nil {
		return err
	}
	q.mu.Lock()
	return nil
}

func (q *queue) flush(write func([]int) error) error {
	q.mu.Lock()
	defer q.mu.Unlock() // want `q\.mu is unlocked, but was unlocked before`
	return q.flushLocked(write)
}

// dropLocked releases the lock for good, so its caller must not.
func (q *queue) dropLocked() {
	q.items = nil
	q.mu.Unlock()
}

func (q *queue) drop() {
	q.mu.Lock()
	q.dropLocked()
	q.mu.Unlock() // want `q\.mu is unlocked, but was unlocked before`
}

func (q *queue) dropDeferred() {
	q.mu.Lock()
	defer q.mu.Unlock() // want `q\.mu is unlocked, but was unlocked before`
	q.dropLocked()
}

func (q *queue) dropOften() {
	q.mu.Lock()
	q.dropLocked()
	q.dropLocked() // want `q\.mu is unlocked, but was unlocked before`
}

// workLocked must be called with the lock held, and it isn't any more.
func (q *queue) workLocked(f func()) {
	q.mu.Unlock()
	f()
	q.mu.Lock()
}

func (q *queue) workAfterUnlock(f func()) {
	q.mu.Lock()
	q.items = nil
	q.mu.Unlock()
	q.workLocked(f) // want `q\.mu is unlocked, but was unlocked before`
}
