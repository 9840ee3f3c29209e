// Package silent has orders of locks that look like cycles and are none.
package silent

import (
	"sync"
	"testing"
)

// The same order everywhere.
type ordered struct{ a, b, c sync.Mutex }

func (o *ordered) ab() {
	o.a.Lock()
	o.b.Lock()
	o.b.Unlock()
	o.a.Unlock()
}

func (o *ordered) abc() {
	o.a.Lock()
	defer o.a.Unlock()
	o.b.Lock()
	defer o.b.Unlock()
	o.c.Lock()
	defer o.c.Unlock()
}

func (o *ordered) bc() {
	o.b.Lock()
	o.c.Lock()
	o.b.Unlock()
	o.c.Unlock()
}

// One after the other, not one within the other.
type sequential struct{ a, b sync.Mutex }

func (s *sequential) ab() {
	s.a.Lock()
	s.a.Unlock()
	s.b.Lock()
	s.b.Unlock()
}

func (s *sequential) ba() {
	s.b.Lock()
	s.a.Lock()
	s.a.Unlock()
	s.b.Unlock()
}

// A gate that both sides hold.
type gated struct{ gate, a, b sync.Mutex }

func (g *gated) ab() {
	g.gate.Lock()
	defer g.gate.Unlock()
	g.a.Lock()
	g.b.Lock()
	g.b.Unlock()
	g.a.Unlock()
}

func (g *gated) ba() {
	g.gate.Lock()
	defer g.gate.Unlock()
	g.b.Lock()
	g.a.Lock()
	g.a.Unlock()
	g.b.Unlock()
}

// The gate is held by all callers.
type gatedByCallers struct{ gate, a, b sync.Mutex }

func (g *gatedByCallers) ab() {
	g.a.Lock()
	g.b.Lock()
	g.b.Unlock()
	g.a.Unlock()
}

func (g *gatedByCallers) ba() {
	g.b.Lock()
	g.a.Lock()
	g.a.Unlock()
	g.b.Unlock()
}

func (g *gatedByCallers) Run(forth bool) {
	g.gate.Lock()
	defer g.gate.Unlock()
	if forth {
		g.ab()
	} else {
		g.ba()
	}
}

func (g *gatedByCallers) Back() {
	g.gate.Lock()
	g.ba()
	g.gate.Unlock()
}

// Readers do not block each other.
type readers struct{ a, b sync.RWMutex }

func (r *readers) ab() {
	r.a.RLock()
	r.b.RLock()
	r.b.RUnlock()
	r.a.RUnlock()
}

func (r *readers) ba() {
	r.b.RLock()
	r.a.RLock()
	r.a.RUnlock()
	r.b.RUnlock()
}

// TryLock does not wait.
type tries struct{ a, b sync.Mutex }

func (t *tries) ab() {
	t.a.Lock()
	defer t.a.Unlock()
	t.b.Lock()
	defer t.b.Unlock()
}

func (t *tries) ba() {
	t.b.Lock()
	defer t.b.Unlock()
	if t.a.TryLock() {
		t.a.Unlock()
	}
}

// Decorators delegate to each other, but no chain of them ends where it began.
type writer interface{ write(string) }

type buffered struct {
	mu sync.Mutex
	w  writer
}

func (b *buffered) write(s string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.w.write(s)
}

type counted struct {
	mu sync.Mutex
	w  writer
	n  int
}

func (c *counted) write(s string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += len(s)
	c.w.write(s)
}

func compose(w writer, counts bool) writer {
	if counts {
		return &buffered{w: &counted{w: w}}
	}
	return &counted{w: &buffered{w: w}}
}

// An object that nobody else has seen yet.
type pool struct {
	mu    sync.Mutex
	conns map[*conn]bool
}

type conn struct {
	mu   sync.Mutex
	pool *pool
	open bool
}

func (c *conn) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open = false
	c.pool.remove(c)
}

func (p *pool) remove(c *conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, c)
}

func (p *pool) dial() *conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := &conn{pool: p}
	c.mu.Lock()
	c.open = true
	c.mu.Unlock()
	p.conns[c] = true
	return c
}

func newPool() *pool {
	p := &pool{conns: make(map[*conn]bool)}
	p.mu.Lock()
	defer p.mu.Unlock()
	c := &conn{pool: p}
	p.conns[c] = true
	return p
}

// A test drives the code in an order of its own.
type tested struct{ a, b sync.Mutex }

func (t *tested) ab() {
	t.a.Lock()
	t.b.Lock()
	t.b.Unlock()
	t.a.Unlock()
}

func drive(tb testing.TB, t *tested) {
	t.b.Lock()
	t.a.Lock()
	t.a.Unlock()
	t.b.Unlock()
}

func TestDrive(t *testing.T) {
	x := new(tested)
	drive(t, x)
	x.b.Lock()
	defer x.b.Unlock()
	func() {
		x.a.Lock()
		defer x.a.Unlock()
	}()
}

// The lock is given back before the other one is taken.
type polite struct {
	mu    sync.Mutex
	peers []*peer
}

type peer struct {
	mu sync.Mutex
	p  *polite
}

func (p *polite) stop() {
	p.mu.Lock()
	peers := p.peers
	p.mu.Unlock()
	for _, x := range peers {
		x.mu.Lock()
		x.p = nil
		x.mu.Unlock()
	}
}

func (x *peer) leave() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.p.mu.Lock()
	x.p.peers = nil
	x.p.mu.Unlock()
}

func (p *polite) leaveLocked(x *peer) {
	p.mu.Unlock()
	x.leave()
	p.mu.Lock()
}

func (p *polite) run(x *peer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leaveLocked(x)
}

// A goroutine holds nothing of what its starter holds.
type spawner struct{ a, b sync.Mutex }

func (s *spawner) ab() {
	s.a.Lock()
	defer s.a.Unlock()
	go s.lockB()
	go func() {
		s.b.Lock()
		s.b.Unlock()
	}()
}

func (s *spawner) lockB() {
	s.b.Lock()
	s.b.Unlock()
}

func (s *spawner) ba() {
	s.b.Lock()
	defer s.b.Unlock()
	s.a.Lock()
	s.a.Unlock()
}

// Instances of one type are in an order of their own.
type tree struct {
	mu          sync.Mutex
	left, right *tree
	parent      *tree
}

func (t *tree) down() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.left != nil {
		t.left.mu.Lock()
		t.left.mu.Unlock()
	}
}

func (t *tree) across() {
	t.left.mu.Lock()
	t.right.mu.Lock()
	t.right.mu.Unlock()
	t.left.mu.Unlock()
}

// Either order, decided by an address or a number.
type numbered struct {
	mu sync.Mutex
	id int
}

func both(a, b *numbered) {
	if a.id > b.id {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
	b.mu.Unlock()
	a.mu.Unlock()
}

// Two fields of two different structs that happen to have the same names.
type inner struct{ mu sync.Mutex }

type one struct {
	mu sync.Mutex
	in inner
}

type two struct {
	mu sync.Mutex
	in inner
}

func (o *one) lock() {
	o.mu.Lock()
	defer o.mu.Unlock()
}

func (t *two) lock() {
	t.mu.Lock()
	defer t.mu.Unlock()
}

func (o *one) then(t *two) {
	o.mu.Lock()
	defer o.mu.Unlock()
	t.lock()
}

func (t *two) alone() {
	t.lock()
	new(one).lock()
}

// The second lock under a condition that the caller rules out.
type flagged struct{ a, b sync.Mutex }

func (f *flagged) lockA(really bool) {
	if really {
		f.a.Lock()
		f.a.Unlock()
	}
}

func (f *flagged) ab() {
	f.a.Lock()
	defer f.a.Unlock()
	f.b.Lock()
	defer f.b.Unlock()
}

func (f *flagged) ba() {
	f.b.Lock()
	defer f.b.Unlock()
	f.lockA(false)
}

// A call behind a constant that is false never happens; its twin does.
const debug, verbose = false, true

type traced struct {
	mu sync.Mutex
	n  int
}

func (t *traced) text() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.square()
}

func (t *traced) square() int {
	if debug {
		println(t.text())
	}
	return t.n * t.n
}

func (t *traced) loud() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.cube() // want `t\.mu is locked again while already held: \(\*traced\)\.loud → \(\*traced\)\.cube → \(\*traced\)\.text`
}

func (t *traced) cube() int {
	if verbose {
		println(t.text())
	}
	return t.n * t.n * t.n
}

// Nobody waits for a lock that only this function knows; its twin is shared.
func private() {
	var rw sync.RWMutex
	rw.RLock()
	rw.RLock()
	rw.RUnlock()
	rw.RUnlock()
}

func shared() {
	var rw sync.RWMutex
	go func() {
		rw.Lock()
		defer rw.Unlock()
	}()
	rw.RLock()
	rw.RLock() // want `rw is read-locked again while already read-locked`
	rw.RUnlock()
	rw.RUnlock()
}

// A test that hangs is not kept, so what it calls does not take the lock; for a
// read lock it would not have to hang.
func TestHolds(t *testing.T) {
	x := newShown()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.get(false) != 0 {
		t.Error("not zero")
	}
}

type shown struct {
	mu sync.RWMutex
	n  int
}

func newShown() *shown { return &shown{} }

func (x *shown) get(slow bool) int {
	if x.n > 0 {
		return x.n
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.n
}

func TestReads(t *testing.T) {
	x := newShown()
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.get(false) != 0 { // nobody writes
		t.Error("not zero")
	}
}

func holds(x *shown) int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.get(true) // want `x\.mu is locked again while already held`
}

// Two goroutines take turns: one locks, the other unlocks.
func turns() {
	var mu sync.Mutex
	locked := make(chan bool)
	go func() {
		mu.Lock()
		locked <- true
		mu.Lock()
		mu.Unlock()
	}()
	<-locked
	mu.Unlock()
}

func noTurns() {
	var mu sync.Mutex
	locked := make(chan bool)
	go func() {
		mu.Lock()
		locked <- true
		mu.Lock() // want `mu is locked again while already held`
		mu.Unlock()
	}()
	<-locked
}
