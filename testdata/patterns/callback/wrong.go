package callback

import "sync"

type badBus struct {
	mu       sync.Mutex
	handlers map[string][]func(event)
	count    int
}

func (b *badBus) subscribe(name string, h func(event)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.handlers[name] = append(b.handlers[name], h)
}

// Handlers run under the lock.
func (b *badBus) publish(e event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count++
	for _, h := range b.handlers[e.name] {
		h(e) // want `lockorder-double`
	}
}

func (b *badBus) total() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}

func (b *badBus) watch(print func(int)) {
	b.subscribe("tick", func(event) { print(b.total()) })
	b.publish(event{"tick"})
}

// What is removed while all are visited needs the lock that visit has.
func (r *registry) removeWhileVisiting() {
	r.visit(func(name string, n int) bool { // want `lockorder-upgrade`
		if n == 0 {
			r.remove(name)
		}
		return true
	})
}

func (r *registry) size() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return len(r.names)
}

func (r *registry) shares(print func(name string, n, of int)) {
	r.visit(func(name string, n int) bool { // want `lockorder-rlock`
		print(name, n, r.size())
		return true
	})
}

// A listener that calls back.
type badListener interface{ notify(n int) }

type badCounter struct {
	mu        sync.Mutex
	n         int
	listeners []badListener
}

func (c *badCounter) add(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += n
	for _, l := range c.listeners {
		l.notify(c.n) // want `lockorder-double`
	}
}

type badDoubler struct{ c *badCounter }

func (d badDoubler) notify(n int) {
	if n < 100 {
		d.c.add(n)
	}
}

func (c *badCounter) double() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listeners = append(c.listeners, badDoubler{c})
}

// Once runs its function under a lock, too.
type lazy struct {
	once  sync.Once
	value int
	init  func() int
}

func (l *lazy) get() int {
	l.once.Do(func() { // want `lockorder-double`
		l.value = l.fallback()
	})
	return l.value
}

func (l *lazy) fallback() int {
	if l.init == nil {
		return l.get()
	}
	return l.init()
}

// A String method that locks, printed under the lock.
type gauge struct {
	mu sync.Mutex
	n  int
}

func (g *gauge) each(f func(*gauge)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f(g) // want `lockorder-double`
}

func (g *gauge) read() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.n
}

func show(print func(int)) {
	g := &gauge{}
	g.each(func(g *gauge) { print(g.read()) })
}
