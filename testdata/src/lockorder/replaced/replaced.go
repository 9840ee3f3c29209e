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

// Each round has a server of its own, which is locked for good at the end.
var current *server

func start() { current = new(server) }

func (s *server) block() { s.mu.Lock() }

func stop() { current.block() }

func round() {
	start()
	stop()
}

func rounds() {
	round()
	round()
}

// There is only one.
var only = new(server)

func stopOnly() { only.block() }

func onlyRounds() {
	stopOnly()
	stopOnly() // want `only\.mu is locked again while already held`
}

// The same function locks it twice.
func twice() {
	current.mu.Lock()
	current.mu.Lock() // want `current\.mu is locked again while already held`
}
