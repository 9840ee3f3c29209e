// Package cycle has locks that are taken in opposite orders.
package cycle

import "sync"

// Two methods of one struct.
type bank struct {
	accounts sync.Mutex
	ledger   sync.Mutex
	n        int
}

func (b *bank) post() {
	b.accounts.Lock()
	defer b.accounts.Unlock()
	b.ledger.Lock() // want `^cycle\.bank\.ledger is locked while cycle\.bank\.accounts is held, but elsewhere in the opposite order: \(\*bank\)\.audit locks cycle\.bank\.accounts while holding cycle\.bank\.ledger \(lockorder-cycle\)$`
	defer b.ledger.Unlock()
	b.n++
}

func (b *bank) audit() int {
	b.ledger.Lock()
	defer b.ledger.Unlock()
	b.accounts.Lock()
	defer b.accounts.Unlock()
	return b.n
}

// Two types, and the second lock in a callee.
type scheduler struct {
	mu      sync.Mutex
	workers []*worker
}

type worker struct {
	mu    sync.Mutex
	sched *scheduler
	busy  bool
}

func (w *worker) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy = false
}

func (s *scheduler) stopAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.workers {
		w.stop() // want `cycle\.worker\.mu is locked while cycle\.scheduler\.mu is held, but elsewhere in the opposite order: \(\*worker\)\.finish → \(\*scheduler\)\.remove locks cycle\.scheduler\.mu while holding cycle\.worker\.mu`
	}
}

func (s *scheduler) remove(w *worker) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.workers = s.workers[1:]
}

func (w *worker) finish() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy = false
	w.sched.remove(w)
}

// Three locks.
var first, second, third sync.Mutex

func firstSecond() {
	first.Lock()
	second.Lock() // want `cycle\.second is locked while cycle\.first is held, but elsewhere in the opposite order: secondThird locks cycle\.third while holding cycle\.second, thirdFirst locks cycle\.first while holding cycle\.third`
	second.Unlock()
	first.Unlock()
}

func secondThird() {
	second.Lock()
	third.Lock()
	third.Unlock()
	second.Unlock()
}

func thirdFirst() {
	third.Lock()
	first.Lock()
	first.Unlock()
	third.Unlock()
}

// Through a callback that runs under the lock.
type bus struct {
	mu       sync.Mutex
	handlers []func()
}

type app struct {
	mu  sync.Mutex
	bus *bus
}

func (b *bus) subscribe(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.handlers = append(b.handlers, f)
}

func (b *bus) sync(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f()
}

func (a *app) start() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.bus.subscribe(a.refresh) // want `cycle\.bus\.mu is locked while cycle\.app\.mu is held, but elsewhere in the opposite order: .*locks cycle\.app\.mu while holding cycle\.bus\.mu`
}

func (a *app) refresh() {
	a.mu.Lock()
	defer a.mu.Unlock()
}

func (a *app) flush() {
	a.bus.sync(func() { a.refresh() })
}

// Read and write: the readers wait for the writers.
type doc struct {
	text  sync.RWMutex
	marks sync.RWMutex
}

func (d *doc) render() {
	d.text.RLock()
	defer d.text.RUnlock()
	d.marks.RLock() // want `cycle\.doc\.marks is locked while cycle\.doc\.text is held, but elsewhere in the opposite order`
	defer d.marks.RUnlock()
}

func (d *doc) edit() {
	d.marks.Lock()
	defer d.marks.Unlock()
	d.text.Lock()
	defer d.text.Unlock()
}

// A gate that only one side holds.
type guarded struct {
	gate sync.Mutex
	a, b sync.Mutex
}

func (g *guarded) ab() {
	g.gate.Lock()
	defer g.gate.Unlock()
	g.a.Lock()
	g.b.Lock() // want `cycle\.guarded\.b is locked while cycle\.guarded\.a is held, but elsewhere in the opposite order`
	g.b.Unlock()
	g.a.Unlock()
}

func (g *guarded) ba() {
	g.b.Lock()
	g.a.Lock()
	g.a.Unlock()
	g.b.Unlock()
}

// Through interfaces.
type listener interface{ notify() }

type source struct {
	mu sync.Mutex
	ls []listener
}

type sink struct {
	mu  sync.Mutex
	src *source
}

func (s *source) add(l listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ls = append(s.ls, l)
}

func (s *source) fire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.ls {
		l.notify() // want `cycle\.sink\.mu is locked while cycle\.source\.mu is held, but elsewhere in the opposite order: \(\*sink\)\.attach → \(\*source\)\.add locks cycle\.source\.mu while holding cycle\.sink\.mu`
	}
}

func (k *sink) notify() {
	k.mu.Lock()
	defer k.mu.Unlock()
}

func (k *sink) attach() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.src.add(k)
}

// A helper returns holding the first lock.
type session struct{ mu, state sync.Mutex }

func (s *session) begin() { s.mu.Lock() }
func (s *session) end()   { s.mu.Unlock() }

func (s *session) update() {
	s.begin()
	defer s.end()
	s.state.Lock()
	s.state.Unlock()
}

func (s *session) restore() {
	s.state.Lock()
	defer s.state.Unlock()
	s.begin() // want `cycle\.session\.mu is locked while cycle\.session\.state is held, but elsewhere in the opposite order`
	s.end()
}

// In goroutines of one function.
func goroutines() {
	var a, b struct{ sync.Mutex }
	_ = &a
	_ = &b
	var left, right pair
	go left.forth()
	go right.back()
}

type pair struct{ x, y sync.Mutex }

func (p *pair) forth() {
	p.x.Lock()
	p.y.Lock() // want `cycle\.pair\.y is locked while cycle\.pair\.x is held, but elsewhere in the opposite order`
	p.y.Unlock()
	p.x.Unlock()
}

func (p *pair) back() {
	p.y.Lock()
	p.x.Lock()
	p.x.Unlock()
	p.y.Unlock()
}
