package double

import "sync"

type server struct {
	mu    sync.Mutex
	conns map[string]int
}

func (s *server) direct() {
	s.mu.Lock()
	s.mu.Lock() // want `^s\.mu is locked again while already held \(lockorder-double\)$`
	s.conns = nil
	s.mu.Unlock()
	s.mu.Unlock()
}

func (s *server) deferred() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mu.Lock() // want `s\.mu is locked again while already held`
	defer s.mu.Unlock()
	s.conns = nil
}

// The unlock is missing on the way to the second lock.
func (s *server) onOnePath(name string) int {
	s.mu.Lock()
	n, ok := s.conns[name]
	if ok {
		s.mu.Unlock()
		n++
	}
	s.mu.Lock() // want `s\.mu is locked again while already held`
	defer s.mu.Unlock()
	return n
}

func (s *server) inLoop(names []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range names {
		s.mu.Lock() // want `s\.mu is locked again while already held`
		delete(s.conns, name)
		s.mu.Unlock()
	}
}

// Under another name.
func (s *server) alias() {
	mu := &s.mu
	mu.Lock()
	defer mu.Unlock()
	t := s
	t.mu.Lock() // want `s\.mu is locked again while already held`
	t.mu.Unlock()
}

var global sync.Mutex

func ofGlobal() {
	global.Lock()
	defer global.Unlock()
	func() {
		global.Lock()
		defer global.Unlock()
	}() // want `global is locked again while already held`
}

func ofLocal() {
	var mu sync.Mutex
	mu.Lock()
	mu.Lock() // want `mu is locked again while already held`
	mu.Unlock()
}

func ofElement(locks map[string]*sync.Mutex, key string) {
	locks[key].Lock()
	defer locks[key].Unlock()
	locks[key].Lock() // want `locks\[key\] is locked again while already held`
}

// An embedded mutex.
type embedded struct {
	sync.Mutex
	n int
}

func (e *embedded) twice() {
	e.Lock()
	e.Mutex.Lock() // want `e\.Mutex is locked again while already held`
	e.n++
	e.Unlock()
}

// A condition's lock is the mutex that it was made of.
type queue struct {
	mu    sync.Mutex
	ready *sync.Cond
}

func newQueue() *queue {
	q := new(queue)
	q.ready = sync.NewCond(&q.mu)
	return q
}

func (q *queue) wait() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ready.L.Lock() // want `q\.mu is locked again while already held`
	q.ready.Wait()
}

// Behind a getter.
func (q *queue) lock() *sync.Mutex { return &q.mu }

func (q *queue) getter() {
	q.lock().Lock()
	defer q.lock().Unlock()
	q.mu.Lock() // want `q\.mu is locked again while already held`
}

// Through an interface value.
func (q *queue) locker() {
	var l sync.Locker = &q.mu
	l.Lock()
	defer l.Unlock()
	q.mu.Lock() // want `q\.mu is locked again while already held`
}

// A read lock under the write lock.
type cache struct {
	mu sync.RWMutex
	m  map[string]int
}

func (c *cache) readUnderWrite(key string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mu.RLock() // want `c\.mu is locked again while already held`
	defer c.mu.RUnlock()
	return c.m[key]
}

// A generic type.
type box[T any] struct {
	mu sync.Mutex
	v  T
}

func (b *box[T]) get() T {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.v
}

func (b *box[T]) swap(v T) T {
	b.mu.Lock()
	defer b.mu.Unlock()
	old := b.get() // want `b\.mu is locked again while already held: \(\*box\[T\]\)\.swap → \(\*box\[T\]\)\.get`
	b.v = v
	return old
}

func useBox(b *box[int]) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.get() // want `b\.mu is locked again while already held`
}
