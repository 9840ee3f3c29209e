// Package values reaches locks through structs that are passed by value.
package values

import "sync"

type server struct {
	mu sync.Mutex
	n  int
}

// A handle is passed by value; the lock is not.
type handle struct{ s *server }

func (h handle) size() int {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	return h.s.n
}

func (h handle) grow() {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	h.s.n = h.size() + 1 // want `h\.s\.mu is locked again while already held: \(handle\)\.grow → \(handle\)\.size`
}

type holder struct {
	h       handle
	handles []handle
}

func (x *holder) use() {
	x.h.s.mu.Lock()
	defer x.h.s.mu.Unlock()
	println(x.h.size()) // want `x\.h\.s\.mu is locked again while already held: \(\*holder\)\.use → \(handle\)\.size`
}

func (x *holder) each() {
	for i := range x.handles {
		x.handles[i].s.mu.Lock()
		println(x.handles[i].size()) // want `is locked again while already held: \(\*holder\)\.each → \(handle\)\.size`
		x.handles[i].s.mu.Unlock()
	}
}

// Listeners that are kept as values, and point back to who keeps them.
type listener interface{ notify(n int) }

type counter struct {
	mu        sync.Mutex
	n         int
	listeners []listener
}

type doubler struct{ c *counter }

func (d doubler) notify(n int) {
	if n < 100 {
		d.c.add(n)
	}
}

func (c *counter) add(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += n
	for _, l := range c.listeners {
		l.notify(c.n) // want `c\.mu is locked again while already held: \(\*counter\)\.add → \(doubler\)\.notify → \(\*counter\)\.add`
	}
}

func (c *counter) double() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listeners = append(c.listeners, doubler{c})
}

// What is kept is in a variable that a literal captures.
type pointers struct {
	mu   sync.Mutex
	n    int
	kept []*keptItem
}

type keptItem struct{ owner *pointers }

func (k *keptItem) touch() {
	k.owner.mu.Lock()
	defer k.owner.mu.Unlock()
	k.owner.n++
}

func (p *pointers) all() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, k := range p.kept {
		k.touch() // want `p\.mu is locked again while already held: \(\*pointers\)\.all → \(\*keptItem\)\.touch`
	}
}

func (p *pointers) keep() func() {
	var k *keptItem
	k = &keptItem{}
	k.owner = p
	p.kept = append(p.kept, k)
	return func() { k.touch() }
}
