package queue

import "sync"

type badQueue struct {
	mu     sync.Mutex
	filled *sync.Cond
	items  []int
	closed bool
}

func newBadQueue() *badQueue {
	q := &badQueue{}
	q.filled = sync.NewCond(&q.mu)
	return q
}

// One signal per item would do; none does not.
func (q *badQueue) put(v int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = append(q.items, v)
}

func (q *badQueue) get() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.filled.Wait() // want `condwait-signal`
	}
	v := q.items[0]
	q.items = q.items[1:]
	return v
}

func one(handle func(int)) {
	q := newBadQueue()
	done := make(chan struct{})
	go func() {
		defer close(done)
		handle(q.get())
	}()
	q.put(1)
	<-done
}

// Closing wakes one of the two that wait.
func wakesOne(handle func(int)) {
	var (
		mu     sync.Mutex
		items  []int
		closed bool
		wg     sync.WaitGroup
	)
	filled := sync.NewCond(&mu)
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			for len(items) == 0 && !closed {
				filled.Wait() // want `condwait-signal`
			}
			if len(items) > 0 {
				handle(items[0])
			}
		}()
	}
	mu.Lock()
	closed = true
	mu.Unlock()
	filled.Signal()
	wg.Wait()
}

// An empty queue is left with the lock held.
func (q *badQueue) tryGet() (int, bool) {
	q.mu.Lock()
	if len(q.items) == 0 {
		return 0, false // want `unlockpath-missing`
	}
	v := q.items[0]
	q.items = q.items[1:]
	q.mu.Unlock()
	return v, true
}

// Who waits for an item holds the lock that the producer needs.
type slotQueue struct {
	mu    sync.Mutex
	items []int
	more  chan struct{}
}

func serve(handle func(int)) {
	q := &slotQueue{more: make(chan struct{}, 1)}
	go func() {
		q.mu.Lock()
		q.items = append(q.items, 1)
		q.mu.Unlock()
		q.more <- struct{}{}
	}()
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.items) == 0 {
		<-q.more // want `lockorder-wait`
	}
	handle(q.items[0])
}

// The last item sent, the channel stays open.
func buffered(inputs []int, handle func(int)) {
	items := make(chan int, len(inputs))
	for _, v := range inputs {
		items <- v
	}
	for v := range items { // want `chanblock-self`
		handle(v)
	}
}
