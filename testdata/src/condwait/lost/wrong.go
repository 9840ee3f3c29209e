package lost

import (
	"sync"
	"sync/atomic"
)

type server struct {
	mu     sync.Mutex
	cond   *sync.Cond
	closed atomic.Bool
	done   bool
	items  []int
	room   int
}

func newServer() *server {
	s := &server{}
	s.cond = sync.NewCond(&s.mu)
	return s
}

func (s *server) Wait() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.closed.Load() {
		s.cond.Wait()
	}
}

// That it is atomic does not help who is about to sleep.
func (s *server) Close() {
	s.closed.Store(true) // want `s\.cond\.Wait in \(\*server\)\.Wait can miss its signal: s\.closed changes without the lock \(condwait-lost\)`
	s.cond.Broadcast()
}

func (s *server) WaitDone() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.done {
		s.cond.Wait()
	}
}

func (s *server) Done(log func()) {
	s.mu.Lock()
	s.room++
	s.mu.Unlock()
	log()
	s.done = true // want `condwait-lost`
	s.cond.Broadcast()
}

type pool struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items []int
	max   int
}

func newPool() *pool {
	p := &pool{}
	p.cond = sync.NewCond(&p.mu)
	return p
}

func (p *pool) Get() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.items) == 0 {
		p.cond.Wait()
	}
	n := p.items[0]
	p.items = p.items[1:]
	p.cond.Signal() // want `p\.cond\.Signal wakes one waiter, perhaps one that waits for something else.*\(condwait-kinds\)`
	return n
}

func (p *pool) Put(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.items) >= p.max {
		p.cond.Wait()
	}
	p.items = append(p.items, n)
	p.cond.Signal() // want `condwait-kinds`
}
