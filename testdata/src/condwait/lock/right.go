package lock

import "sync"

func (g *gate) PassRight() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for !g.open {
		g.cond.Wait()
	}
}

func (g *gate) ThroughCond() {
	g.cond.L.Lock()
	for !g.open {
		g.cond.Wait()
	}
	g.cond.L.Unlock()
}

// The caller holds it.
func (g *gate) passLocked() {
	for !g.open {
		g.cond.Wait()
	}
}

func (g *gate) PassTwice() {
	g.mu.Lock()
	g.passLocked()
	g.mu.Unlock()
	func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.passLocked()
	}()
}

// Released and taken again.
func (g *gate) Breathe(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for !g.open {
		g.mu.Unlock()
		f()
		g.mu.Lock()
		if g.open {
			break
		}
		g.cond.Wait()
	}
}

// The lock of a Cond that has no other name.
type bare struct {
	cond *sync.Cond
	n    int
}

func newBare() *bare { return &bare{cond: sync.NewCond(new(sync.Mutex))} }

func (b *bare) Zero() {
	b.cond.L.Lock()
	defer b.cond.L.Unlock()
	for b.n != 0 {
		b.cond.Wait()
	}
}

func (b *bare) Done() {
	b.cond.L.Lock()
	b.n--
	b.cond.L.Unlock()
	b.cond.Broadcast()
}

// Whoever can see the lock may hold it.
type Shared struct {
	sync.Mutex
	Cond *sync.Cond
	n    int
}

func NewShared() *Shared {
	s := &Shared{}
	s.Cond = sync.NewCond(s)
	return s
}

func (s *Shared) Wait() {
	for s.n > 0 {
		s.Cond.Wait()
	}
}

// The lock comes with a function value that is called under it.
func (g *gate) with(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f()
}

func (g *gate) Callback() {
	g.with(func() {
		for !g.open {
			g.cond.Wait()
		}
	})
}

func (g *gate) MethodValue() {
	g.with(g.passLocked)
}

// A read lock is a lock.
type store struct {
	mu   sync.RWMutex
	cond *sync.Cond
	rev  int
}

func newStore() *store {
	s := &store{}
	s.cond = sync.NewCond(s.mu.RLocker())
	return s
}

func (s *store) Until(rev int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for s.rev < rev {
		s.cond.Wait()
	}
}

func (s *store) Set(rev int) {
	s.mu.Lock()
	s.rev = rev
	s.mu.Unlock()
	s.cond.Broadcast()
}

// A local lock, a literal of a Cond, and a helper that is handed both.
func local(work func()) {
	var mu sync.Mutex
	cond := &sync.Cond{L: &mu}
	done := false
	go func() {
		work()
		mu.Lock()
		done = true
		cond.Signal()
		mu.Unlock()
	}()
	mu.Lock()
	await(cond, &done)
	mu.Unlock()
}

func await(c *sync.Cond, done *bool) {
	for !*done {
		c.Wait()
	}
}

// A variable that is written after the literal was made.
func late() {
	var (
		mu     sync.Mutex
		closed bool
		wg     sync.WaitGroup
	)
	changed := sync.NewCond(&mu)
	wg.Add(1)
	go func() {
		defer wg.Done()
		mu.Lock()
		defer mu.Unlock()
		for !closed {
			changed.Wait()
		}
	}()
	mu.Lock()
	closed = true
	mu.Unlock()
	changed.Signal()
	wg.Wait()
}

// The lock is embedded beside its Cond.
type writer struct {
	mu struct {
		sync.Mutex
		idle *sync.Cond
		busy bool
	}
}

func newWriter() *writer {
	w := new(writer)
	w.mu.idle = sync.NewCond(&w.mu)
	return w
}

func (w *writer) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.mu.busy {
		w.mu.idle.Wait()
	}
}

func (w *writer) write(f func()) {
	w.mu.Lock()
	w.mu.busy = true
	w.mu.Unlock()
	f()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mu.busy = false
	w.mu.idle.Broadcast()
}

// The lock and the Cond know of each other through a variable only.
type ingester struct {
	mu     *sync.Mutex
	cond   *sync.Cond
	active map[string]bool
}

func newIngester() *ingester {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	return &ingester{mu: &mu, cond: cond, active: make(map[string]bool)}
}

func (i *ingester) begin(ref string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for i.active[ref] {
		i.cond.Wait()
	}
	i.active[ref] = true
}

func (i *ingester) end(ref string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	delete(i.active, ref)
	i.cond.Broadcast()
}
