// Package dynamic has second acquisitions at the end of dynamic calls.
package dynamic

import "sync"

// Through an interface.
type store interface {
	flush()
	name() string
}

type disk struct {
	mu    sync.Mutex
	pages []string
	owner *manager
}

func (d *disk) flush() {
	d.mu.Lock()
	d.pages = nil
	d.mu.Unlock()
}

func (d *disk) name() string { return "disk" }

func (d *disk) viaInterface() {
	var s store = d
	d.mu.Lock()
	defer d.mu.Unlock()
	s.flush() // want `d\.mu is locked again while already held: \(\*disk\)\.viaInterface → \(\*disk\)\.flush`
}

func flushAll(s store) { s.flush() }

func (d *disk) viaInterfaceArgument() {
	d.mu.Lock()
	defer d.mu.Unlock()
	flushAll(d) // want `d\.mu is locked again while already held`
}

// Through a parameter.
func each(pages []string, f func(string)) {
	for _, p := range pages {
		f(p)
	}
}

func (d *disk) remove(page string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pages = d.pages[1:]
}

func (d *disk) viaParameter() {
	d.mu.Lock()
	defer d.mu.Unlock()
	each(d.pages, func(p string) { d.remove(p) }) // want `d\.mu is locked again while already held`
}

func (d *disk) viaMethodValue() {
	d.mu.Lock()
	defer d.mu.Unlock()
	each(d.pages, d.remove) // want `d\.mu is locked again while already held`
}

// The function that is called runs its argument under the lock.
func (d *disk) with(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
}

func (d *disk) passesOn(f func()) { d.with(f) }

// Through a field that holds a function of the same object.
type manager struct {
	mu       sync.Mutex
	onChange func()
	changes  int
}

func newManager() *manager {
	m := new(manager)
	m.onChange = func() { m.count() }
	return m
}

func (m *manager) count() {
	m.mu.Lock()
	m.changes++
	m.mu.Unlock()
}

func (m *manager) change() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.onChange() // want `m\.mu is locked again while already held`
}

// A child calls its parent back while the parent holds its lock.
type hub struct {
	mu    sync.Mutex
	conns []*conn
}

type conn struct {
	hub  *hub
	addr string
}

func (h *hub) add(addr string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := &conn{hub: h, addr: addr}
	h.conns = append(h.conns, c)
}

func (h *hub) drop(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.conns = nil
}

func (c *conn) close() { c.hub.drop(c) }

func (h *hub) shutdown() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.conns {
		c.close() // want `h\.mu is locked again while already held: \(\*hub\)\.shutdown → \(\*conn\)\.close → \(\*hub\)\.drop`
	}
}

// Through a table.
type command struct {
	mu    sync.Mutex
	table map[string]func(*command)
}

func (c *command) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
}

func newCommand() *command {
	return &command{table: map[string]func(*command){"reset": (*command).reset}}
}

func (c *command) run(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.table[name](c) // want `c\.mu is locked again while already held`
}
