package values

func (h handle) sizeRight() int { return h.s.n }

func (h handle) growRight() {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	h.s.n = h.sizeRight() + 1
}

// Another handle's server.
func (x *holder) other(y *holder) {
	x.h.s.mu.Lock()
	defer x.h.s.mu.Unlock()
	println(y.h.size())
}

func (x *holder) pairs() {
	for i := range x.handles {
		x.handles[i].s.mu.Lock()
		x.handles[i].s.n++
		x.handles[i].s.mu.Unlock()
		println(x.handles[i].size())
	}
}

// The handle is replaced in between.
func (x *holder) replace(h handle) {
	x.h.s.mu.Lock()
	old := x.h
	x.h = h
	println(x.h.size())
	old.s.mu.Unlock()
}

// A listener of one counter that tells another.
type relay struct{ to *counter }

func (r relay) notify(n int) { r.to.add(n) }

func (c *counter) forward(to *counter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listeners = append(c.listeners, relay{to})
}
