package places

import "sync"

func (e *embedded) right() int {
	e.Lock()
	defer e.Mutex.Unlock()
	return e.n
}

func (o *outer) right() int {
	o.Lock()
	defer o.embedded.Mutex.Unlock()
	return o.m
}

func (o *outer) variable() int {
	e := o.embedded
	e.Lock()
	if o.m == 0 {
		o.Unlock()
		return 0
	}
	e.Mutex.Unlock()
	return o.m
}

func (h *hidden) right() int {
	h.mutex().Lock()
	defer h.lock.Unlock()
	return h.n
}

func (h *hidden) variable() int {
	mu := h.mutex()
	mu.Lock()
	if h.n == 0 {
		h.mutex().Unlock()
		return 0
	}
	mu.Unlock()
	return h.n
}

func (s *shared) right() int {
	mu := s.mu
	mu.Lock()
	defer mu.Unlock()
	return s.n
}

// One mutex for two objects.
func (s *shared) child() *shared { return &shared{mu: s.mu} }

func (s *shared) both() int {
	t := s.child()
	s.mu.Lock()
	defer t.mu.Unlock()
	return s.n
}

// A different mutex by the time of the unlock.
func (s *shared) replaced(mu *sync.Mutex) {
	old := s.mu
	old.Lock()
	s.mu = mu
	old.Unlock()
}

func lockers(ls ...sync.Locker) {
	for _, l := range ls {
		l.Lock()
	}
	for _, l := range ls {
		l.Unlock()
	}
}

func right(l sync.Locker, f func()) {
	l.Lock()
	defer l.Unlock()
	f()
}

func useRight(e *embedded, h *hidden, f func()) {
	right(e, f)
	right(&h.lock, f)
}

func converted(e *embedded) {
	var l sync.Locker = e
	l.Lock()
	e.Unlock()
}

func (w *withLocker) right() int {
	w.l.Lock()
	defer w.l.Unlock()
	return w.n
}

func (m *mailbox) right() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for len(m.mail) == 0 {
		m.ready.Wait()
	}
	return m.mail[0]
}

func (m *mailbox) mixedRight(s string) {
	m.ready.L.Lock()
	m.mail = append(m.mail, s)
	m.mu.Unlock()
	m.ready.Signal()
}

func localCond(ready func() bool) {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	cond.L.Lock()
	for !ready() {
		cond.Wait()
	}
	mu.Unlock()
}

func localCondBefore(ready func() bool) {
	cond := sync.NewCond(new(sync.Mutex))
	cond.L.Lock()
	defer cond.L.Unlock()
	for !ready() {
		cond.Wait()
	}
}

func (c *condOnly) right() int {
	c.cond.L.Lock()
	defer c.cond.L.Unlock()
	return c.n
}

func (s *striped) arrayRight(i int, f func()) {
	s.locks[i].Lock()
	defer s.locks[i].Unlock()
	f()
}

func (s *striped) pointer(i int, f func()) {
	mu := &s.locks[i%len(s.locks)]
	mu.Lock()
	defer mu.Unlock()
	f()
}

func (s *striped) two(i, j int, f func()) {
	if i == j {
		s.locks[i].Lock()
		defer s.locks[i].Unlock()
		f()
		return
	}
	s.locks[min(i, j)].Lock()
	defer s.locks[min(i, j)].Unlock()
	s.locks[max(i, j)].Lock()
	defer s.locks[max(i, j)].Unlock()
	f()
}

func (s *striped) mappedRight(key string, f func()) {
	mu, ok := s.byKey[key]
	if !ok {
		mu = new(sync.Mutex)
		s.byKey[key] = mu
	}
	mu.Lock()
	f()
	mu.Unlock()
}

// The element may be another one by the time of the unlock.
func (s *striped) moving(f func()) {
	for i := range s.locks {
		s.locks[i].Lock()
		f()
		s.locks[i].Unlock()
	}
}

func hash(s string) int { return len(s) }

func (s *striped) computed(key string, f func()) {
	s.locks[hash(key)].Lock()
	defer s.locks[hash(key)].Unlock()
	f()
}

func (s *striped) shard(key string) *sync.Mutex { return &s.locks[hash(key)%8] }

func (s *striped) sharded(key string, f func()) {
	mu := s.shard(key)
	mu.Lock()
	defer mu.Unlock()
	f()
}

func (s *striped) shardedTwice(key string, f func()) {
	s.shard(key).Lock()
	f()
	s.shard(key).Unlock()
}

func globalRight() int {
	state.Lock()
	defer state.Unlock()
	return state.n
}

func (w *withSpin) right() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.n
}

// A lock type that counts its owner's visits, so that only the last unlock
// releases it.
type reentrant struct {
	mu    sync.Mutex
	owner int
	depth int
}

func (r *reentrant) Lock(id int) {
	if r.owner == id {
		r.depth++
		return
	}
	r.mu.Lock()
	r.owner, r.depth = id, 1
}

func (r *reentrant) Unlock() {
	if r.depth--; r.depth > 0 {
		return
	}
	r.owner = 0
	r.mu.Unlock()
}

type withReentrant struct {
	mu reentrant
	n  int
}

func (w *withReentrant) right() {
	w.mu.Lock(1)
	w.mu.Lock(1)
	w.n++
	w.mu.Unlock()
	w.mu.Unlock()
}

func (s *server) right() string {
	c := &s.conf
	c.mu.Lock()
	defer s.conf.mu.Unlock()
	return c.name
}

// Embedded by value in a local variable.
func local(f func(int)) {
	var v struct {
		sync.Mutex
		n int
	}
	for i := range 3 {
		go func() {
			v.Lock()
			defer v.Unlock()
			v.n += i
		}()
	}
	v.Lock()
	f(v.n)
	v.Unlock()
}

// A struct that a function returns by value holds pointers to locks.
type view struct {
	mu *sync.Mutex
	n  *int
}

func (h *hidden) view() view { return view{&h.lock, &h.n} }

func (h *hidden) viewed() int {
	v := h.view()
	v.mu.Lock()
	defer v.mu.Unlock()
	return *v.n
}

// Afterwards g.room is another one's.
func (g *guest) move(to *room) {
	g.room.mu.Lock()
	delete(g.room.guests, g.name)
	g.room = to
	to.mu.Lock()
	to.guests[g.name] = g
	to.mu.Unlock()
}

func (r *room) welcome(name string) *guest {
	r.mu.Lock()
	defer r.mu.Unlock()
	g := &guest{room: r, name: name}
	r.guests[name] = g
	return g
}
