// Package replaced has pointers that name another lock after an assignment.
package replaced

import "sync"

type server struct{ mu sync.Mutex }

type holder struct {
	mu  sync.Mutex
	cur *server
}

func (h *holder) replace(s *server) {
	h.cur.mu.Lock()
	old := h.cur
	h.cur = s
	h.cur.mu.Lock()
	h.cur.mu.Unlock()
	old.mu.Unlock()
}

func (h *holder) rotate(s *server) {
	h.cur.mu.Lock()
	defer h.cur.mu.Unlock() // of the old one: the operand is evaluated here
	h.cur = s
	h.cur.mu.Lock()
	h.cur.mu.Unlock()
}
