package change

import (
	"container/heap"
	"sync"
)

// What keeps the waiters waiting need not wake them.
func (h *handler) Pause() {
	h.mu.Lock()
	h.paused = true
	h.mu.Unlock()
}

func (h *handler) Enter() {
	h.mu.Lock()
	h.users++
	h.mu.Unlock()
}

func (h *handler) Clear() {
	h.mu.Lock()
	h.items = nil
	h.mu.Unlock()
}

// The caller wakes.
func (h *handler) removeLocked() {
	h.users--
}

func (h *handler) LeaveRight() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.removeLocked()
	h.wake()
}

func (h *handler) wake() { h.cond.Broadcast() }

// Somebody is told to wake them.
func (h *handler) Tell(ch chan<- bool) {
	h.mu.Lock()
	h.paused = false
	h.mu.Unlock()
	ch <- true
}

func (h *handler) Async() {
	h.mu.Lock()
	h.paused = false
	h.mu.Unlock()
	go h.wake()
}

func (h *handler) Deferred() {
	defer h.cond.Broadcast()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.paused = false
}

func (h *handler) Hook(hook func()) {
	h.mu.Lock()
	h.paused = false
	h.mu.Unlock()
	hook()
}

// Nobody waits for what is only being made.
func ready() *handler {
	h := new(handler)
	h.cond = sync.NewCond(&h.mu)
	h.paused = false
	return h
}

// Two Conds, each with its own condition, in one type.
type pipe struct {
	mu          sync.Mutex
	full, empty *sync.Cond
	buf         []byte
	max         int
}

func newPipe() *pipe {
	p := &pipe{max: 10}
	p.full = sync.NewCond(&p.mu)
	p.empty = sync.NewCond(&p.mu)
	return p
}

func (p *pipe) Write(b byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.buf) >= p.max {
		p.full.Wait()
	}
	p.buf = append(p.buf, b)
	p.empty.Signal()
}

func (p *pipe) Read() byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.buf) == 0 {
		p.empty.Wait()
	}
	b := p.buf[0]
	p.buf = p.buf[1:]
	p.full.Signal()
	return b
}

// Who has the Cond wakes those who wait for what is in another type.
type ints struct{ list []int }

func (h *ints) Len() int           { return len(h.list) }
func (h *ints) Less(i, j int) bool { return h.list[i] < h.list[j] }
func (h *ints) Swap(i, j int)      { h.list[i], h.list[j] = h.list[j], h.list[i] }
func (h *ints) Push(v any)         { h.list = append(h.list, v.(int)) }
func (h *ints) Pop() any {
	v := h.list[len(h.list)-1]
	h.list = h.list[:len(h.list)-1]
	return v
}

type sorted struct {
	mu   sync.Mutex
	cond sync.Cond
	data *ints
}

func newSorted() *sorted {
	s := &sorted{data: &ints{}}
	s.cond.L = &s.mu
	return s
}

func (s *sorted) Add(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	heap.Push(s.data, n)
	s.cond.Broadcast()
}

func (s *sorted) Least() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.data.list) == 0 {
		s.cond.Wait()
	}
	return heap.Pop(s.data).(int)
}
