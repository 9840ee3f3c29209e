package basics

import "sync"

func tells(activate func() error) {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	done := false
	go func() {
		activate()
		mu.Lock()
		done = true
		mu.Unlock()
		ready.Broadcast()
	}()
	mu.Lock()
	for !done {
		ready.Wait()
	}
	mu.Unlock()
}

func (p *plugin) activateRight(f func() error) {
	p.mu.Lock()
	p.err = f()
	p.active = true
	p.mu.Unlock()
	p.ready.Broadcast()
}

func (p *plugin) waitRight() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.active {
		p.ready.Wait()
	}
	return p.err
}

func loadRight(f func() error) error {
	p := newPlugin()
	go p.activateRight(f)
	return p.waitRight()
}

func both() {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	open := false
	wait := func() {
		mu.Lock()
		for !open {
			ready.Wait()
		}
		mu.Unlock()
	}
	go wait()
	go wait()
	mu.Lock()
	open = true
	mu.Unlock()
	ready.Broadcast()
}

// A queue that others fill.
type queue struct {
	mu    sync.Mutex
	more  *sync.Cond
	items []int
}

func newQueue() *queue {
	q := &queue{}
	q.more = sync.NewCond(&q.mu)
	go q.drain()
	return q
}

func (q *queue) drain() {
	for {
		q.mu.Lock()
		for len(q.items) == 0 {
			q.more.Wait()
		}
		q.items = q.items[1:]
		q.mu.Unlock()
	}
}

func (q *queue) put(n int) {
	q.mu.Lock()
	q.items = append(q.items, n)
	q.mu.Unlock()
	q.more.Signal()
}
