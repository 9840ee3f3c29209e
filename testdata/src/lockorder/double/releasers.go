package double

import "sync"

type gate struct {
	mu sync.Mutex
	n  int
}

func (g *gate) enter() func() {
	g.mu.Lock()
	return g.mu.Unlock
}

func (g *gate) size() int {
	defer g.enter()()
	return g.n
}

func (g *gate) grow() {
	leave := g.enter()
	defer leave()
	g.n = 2 * g.size() // want `g\.mu is locked again while already held`
}

func (g *gate) growRight() {
	leave := g.enter()
	g.n++
	leave()
	g.n = 2 * g.size()
}

// The body of a range-over-func loop runs under the lock of the function around
// it, or of the iterator.
func (g *gate) all(yield func(int) bool) {
	defer g.enter()()
	for i := range g.n {
		if !yield(i) {
			return
		}
	}
}

func count(yield func(int) bool) {
	for i := range 10 {
		if !yield(i) {
			return
		}
	}
}

func (g *gate) body() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i := range count { // want `g\.mu is locked again while already held`
		g.n += i * g.size()
	}
}

func (g *gate) bodyUnderIterator() {
	for i := range g.all { // want `g\.mu is locked again while already held`
		g.n += i * g.size()
	}
}

func (g *gate) bodyRight() (sum int) {
	for i := range count {
		sum += i * g.size()
	}
	return sum
}
