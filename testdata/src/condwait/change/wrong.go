package change

import "sync"

// Modelled on a handler that can be paused and on pools that shrink.
type handler struct {
	mu     sync.Mutex
	cond   *sync.Cond
	paused bool
	err    error
	items  []int
	users  int
}

func newHandler() *handler {
	h := &handler{paused: true}
	h.cond = sync.NewCond(&h.mu)
	return h
}

func (h *handler) Serve() {
	h.mu.Lock()
	for h.paused {
		h.cond.Wait()
	}
	h.mu.Unlock()
}

func (h *handler) Close() {
	h.mu.Lock()
	h.paused = false
	h.mu.Unlock()
	h.cond.Broadcast()
}

func (h *handler) Resume() {
	h.mu.Lock()
	h.paused = false // want `h\.paused is what h\.cond\.Wait in \(\*handler\)\.Serve waits for, but nobody is woken after this change \(condwait-change\)`
	h.mu.Unlock()
}

func (h *handler) Take() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	for len(h.items) == 0 && h.err == nil {
		h.cond.Wait()
	}
	if h.err != nil {
		return 0
	}
	n := h.items[0]
	h.items = h.items[1:]
	return n
}

func (h *handler) Add(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.items = append(h.items, n) // want `condwait-change`
}

func (h *handler) Idle() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for h.users > 0 {
		h.cond.Wait()
	}
}

func (h *handler) Leave() {
	h.mu.Lock()
	h.leaveLocked()
	h.mu.Unlock()
}

func (h *handler) leaveLocked() {
	h.users-- // want `condwait-change`
}
