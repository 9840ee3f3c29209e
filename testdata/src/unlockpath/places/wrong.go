package places

import "sync"

// An embedded mutex.
type embedded struct {
	sync.Mutex
	n int
}

func (e *embedded) early() int {
	e.Lock()
	if e.n == 0 {
		return 0 // want `e\.Mutex is still held on return`
	}
	e.Unlock()
	return e.n
}

// Embedded through a pointer, and two levels deep.
type outer struct {
	*embedded
	m int
}

func (o *outer) early() int {
	o.Lock()
	if o.m == 0 {
		return 0 // want `is still held on return`
	}
	o.Unlock()
	return o.m
}

// Taken by one name and released by another.
func (o *outer) names() int {
	o.embedded.Lock()
	o.Mutex.Unlock()
	o.Unlock() // want `is unlocked, but was unlocked before`
	return o.m
}

// Behind a getter.
type hidden struct {
	lock sync.Mutex
	n    int
}

func (h *hidden) mutex() *sync.Mutex { return &h.lock }

func (h *hidden) early() int {
	h.mutex().Lock()
	if h.n == 0 {
		return 0 // want `h\.lock is still held on return`
	}
	h.mutex().Unlock()
	return h.n
}

func (h *hidden) mixed() int {
	h.mutex().Lock()
	h.lock.Unlock()
	h.mutex().Unlock() // want `h\.lock is unlocked, but was unlocked before`
	return h.n
}

// A pointer to a mutex.
type shared struct {
	mu *sync.Mutex
	n  int
}

func newShared() *shared { return &shared{mu: new(sync.Mutex)} }

func (s *shared) early() int {
	s.mu.Lock()
	if s.n == 0 {
		return 0 // want `s\.mu is still held on return`
	}
	s.mu.Unlock()
	return s.n
}

// A Locker.
func early(l sync.Locker, n int) int {
	l.Lock()
	if n == 0 {
		return 0 // want `l is still held on return`
	}
	l.Unlock()
	return n
}

type withLocker struct {
	l sync.Locker
	n int
}

func (w *withLocker) early() int {
	w.l.Lock()
	if w.n == 0 {
		return 0 // want `w\.l is still held on return`
	}
	w.l.Unlock()
	return w.n
}

// A condition's lock.
type mailbox struct {
	mu    sync.Mutex
	ready *sync.Cond
	mail  []string
}

func newMailbox() *mailbox {
	m := new(mailbox)
	m.ready = sync.NewCond(&m.mu)
	return m
}

func (m *mailbox) early() string {
	m.ready.L.Lock()
	for len(m.mail) == 0 {
		m.ready.Wait()
	}
	if m.mail[0] == "" {
		return "" // want `m\.mu is still held on return`
	}
	m.ready.L.Unlock()
	return m.mail[0]
}

func (m *mailbox) mixed() {
	m.ready.L.Lock()
	m.mu.Unlock()
	m.ready.L.Unlock() // want `m\.mu is unlocked, but was unlocked before`
}

type condOnly struct {
	cond sync.Cond
	n    int
}

func (c *condOnly) early() int {
	c.cond.L.Lock()
	if c.n == 0 {
		return 0 // want `c\.cond\.L is still held on return`
	}
	c.cond.L.Unlock()
	return c.n
}

// An element of a map or slice.
type striped struct {
	locks [8]sync.Mutex
	byKey map[string]*sync.Mutex
	list  []sync.RWMutex
}

func (s *striped) array(i int, f func() bool) {
	s.locks[i].Lock()
	if f() {
		return // want `s\.locks\[i\] is still held on return`
	}
	s.locks[i].Unlock()
}

func (s *striped) mapped(key string, f func() bool) {
	s.byKey[key].Lock()
	if f() {
		return // want `s\.byKey\[key\] is still held on return`
	}
	s.byKey[key].Unlock()
}

func (s *striped) slice(i int, f func() bool) {
	mu := &s.list[i]
	mu.RLock()
	if f() {
		return // want `s\.list\[i\] is still held on return`
	}
	mu.RUnlock()
}

// A struct in a package variable.
var state struct {
	sync.Mutex
	n int
}

func global() int {
	state.Lock()
	if state.n == 0 {
		return 0 // want `state\.Mutex is still held on return`
	}
	state.Unlock()
	return state.n
}

// Own lock types are understood by what their methods do.
type spin struct{ inner sync.Mutex }

func (s *spin) Lock()   { s.inner.Lock() }
func (s *spin) Unlock() { s.inner.Unlock() }

type withSpin struct {
	mu spin
	n  int
}

func (w *withSpin) early() int {
	w.mu.Lock()
	if w.n == 0 {
		return 0 // want `w\.mu.* is still held on return`
	}
	w.mu.Unlock()
	return w.n
}

// Nested structs.
type server struct {
	conf struct {
		mu   sync.Mutex
		name string
	}
}

func (s *server) early() string {
	s.conf.mu.Lock()
	if s.conf.name == "" {
		return "" // want `s\.conf\.mu is still held on return`
	}
	s.conf.mu.Unlock()
	return s.conf.name
}

// What is written into a new object stays what it is.
type room struct {
	mu     sync.Mutex
	guests map[string]*guest
}

type guest struct {
	room *room
	name string
}

func open() *room { return &room{guests: make(map[string]*guest)} }

func (r *room) enter(name string) *guest {
	r.mu.Lock()
	if r.guests == nil {
		r.mu.Unlock()
		return nil
	}
	g := &guest{room: r}
	g.name = name
	if name == "" {
		return g // want `r\.mu is still held on return`
	}
	r.guests[name] = g
	r.mu.Unlock()
	return g
}
