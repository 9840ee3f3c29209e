package generics

import "sync"

func (b *box[T]) firstRight() (v T, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.vals) == 0 {
		return v, false
	}
	return b.vals[0], true
}

func eachRight[K comparable, V any](mu *sync.RWMutex, m map[K]V, f func(V) bool) {
	mu.RLock()
	defer mu.RUnlock()
	for _, v := range m {
		if !f(v) {
			return
		}
	}
}

func withRight[L sync.Locker](l L, f func()) {
	l.Lock()
	defer l.Unlock()
	f()
}

func do[T any](mu *sync.Mutex, f func() T) T {
	mu.Lock()
	defer mu.Unlock()
	return f()
}

func useAll(b *box[int], n *int) int {
	withRight(&b.mu, func() { *n++ })
	return do(&b.mu, func() int { return *n })
}

func countRight(b *box[int], f func() bool) {
	b.lock()
	if f() {
		b.unlock()
		return
	}
	b.mu.Unlock()
}

// A generic guard around a value.
type guarded[T any] struct {
	mu sync.Mutex
	v  T
}

func (g *guarded[T]) acquire() (*T, func()) {
	g.mu.Lock()
	return &g.v, g.mu.Unlock
}

func useGuarded(g *guarded[map[string]int]) int {
	m, release := g.acquire()
	defer release()
	return len(*m)
}

func (g *guarded[T]) with(f func(*T)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f(&g.v)
}

func useWith(g, h *guarded[int]) {
	g.with(func(n *int) { *n++ })
	h.with(func(n *int) { *n-- })
}

// A pointer that has a Lock method, by constraint.
type lockable[T any] interface {
	*T
	Lock()
	Unlock()
}

type plain struct {
	sync.Mutex
	n int
}

func update[T any, P lockable[T]](p P, f func(P)) {
	p.Lock()
	f(p)
	p.Unlock()
}

func useUpdate(p *plain) { update(p, func(p *plain) { p.n++ }) }
