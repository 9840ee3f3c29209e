// Package children has objects in a set that call the owner of the set back.
package children

import "sync"

// A child calls its parent back while the parent holds its lock.
type hub struct {
	mu    sync.Mutex
	conns map[*conn]bool
}

type conn struct {
	hub  *hub
	addr string
}

func (h *hub) add(addr string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := &conn{hub: h, addr: addr}
	h.conns[c] = true
}

func (h *hub) drop(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.conns, c)
}

func (c *conn) close() { c.hub.drop(c) }

func (h *hub) shutdown() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.conns {
		c.close() // want `h\.mu is locked again while already held: \(\*hub\)\.shutdown → \(\*conn\)\.close → \(\*hub\)\.drop`
	}
}

// The children are closed without the lock.
func (h *hub) shutdownRight() {
	h.mu.Lock()
	conns := h.conns
	h.conns = nil
	h.mu.Unlock()
	for c := range conns {
		c.close()
	}
}

// A different hub's child.
func (h *hub) steal(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.conns[c] = true
}
