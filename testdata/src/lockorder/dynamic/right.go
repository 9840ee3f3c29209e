package dynamic

import "sync"

// Other disks.
func (d *disk) others(all []store) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range all {
		if s.name() != d.name() {
			s.flush()
		}
	}
}

func (d *disk) other(s store) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s.flush()
}

// A decorator takes its own lock and delegates.
type locked struct {
	mu sync.Mutex
	s  store
}

func (l *locked) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.s.flush()
}

func (l *locked) name() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.s.name()
}

func wrap(s store) store { return &locked{s: &locked{s: s}} }

func useWrap(d *disk) { wrap(d).flush() }

// The callback does not lock.
func (d *disk) underLockRight() {
	d.with(func() { d.pages = nil })
}

// The callback belongs to another disk.
func (d *disk) copyTo(e *disk) {
	d.with(func() { e.flush() })
	d.with(e.flush)
}

// The callback is only kept.
type later struct{ fs []func() }

func (l *later) add(f func()) { l.fs = append(l.fs, f) }

func (d *disk) keep(l *later) {
	d.mu.Lock()
	defer d.mu.Unlock()
	l.add(d.flush)
	l.add(func() { d.flush() })
}

// The callback is run by a goroutine.
func async(f func()) { go f() }

func (d *disk) async() {
	d.mu.Lock()
	defer d.mu.Unlock()
	async(d.flush)
	go each(d.pages, d.remove)
}

// The callback is run before the lock is taken, or after it was released.
func (d *disk) before(f func()) {
	f()
	d.mu.Lock()
	defer d.mu.Unlock()
}

func (d *disk) after(f func()) {
	d.mu.Lock()
	d.pages = nil
	d.mu.Unlock()
	f()
}

func (d *disk) unlockedLocked(f func()) {
	d.mu.Unlock()
	defer d.mu.Lock()
	f()
}

func (d *disk) callbacks() {
	d.before(d.flush)
	d.after(d.flush)
	d.mu.Lock()
	d.unlockedLocked(d.flush)
	d.mu.Unlock()
}

// The callback of another manager.
func (m *manager) changeOther(o *manager) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.changes++
	_ = o.onChange
}

func (m *manager) changeRight() {
	m.mu.Lock()
	f := m.onChange
	m.mu.Unlock()
	f()
}

// Two callbacks of one type, of which only one locks.
type hooks struct {
	mu            sync.Mutex
	before, after func()
	calls         int
}

func newHooks() *hooks {
	h := new(hooks)
	h.before = func() { h.calls++ }
	h.after = func() {
		h.mu.Lock()
		h.calls--
		h.mu.Unlock()
	}
	return h
}

func (h *hooks) run() {
	h.mu.Lock()
	h.before()
	h.mu.Unlock()
	h.after()
}

func (h *hub) shutdownRight() {
	h.mu.Lock()
	conns := h.conns
	h.conns = nil
	h.mu.Unlock()
	for _, c := range conns {
		c.close()
	}
}

// Another hub's child.
func (h *hub) steal(o *hub) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range o.conns {
		c.close()
	}
}

// Dispatch by type: only types that can be in there count.
type visitor interface{ visit(*graph) }

type graph struct {
	mu    sync.Mutex
	nodes []visitor
}

type reader struct{ n int }

func (r *reader) visit(g *graph) { r.n++ }

type resizer struct{}

func (resizer) visit(g *graph) {
	g.mu.Lock()
	g.nodes = nil
	g.mu.Unlock()
}

func (g *graph) read() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	r := new(reader)
	var v visitor = r
	v.visit(g)
	return r.n
}

func resize(g *graph) {
	var v visitor = resizer{}
	v.visit(g)
}
