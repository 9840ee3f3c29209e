package change

import "sync"

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
