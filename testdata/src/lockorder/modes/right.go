package modes

import "sync"

func (x *index) sumRight(keys ...string) (n int) {
	for _, key := range keys {
		n += x.get(key)
	}
	return n
}

func (x *index) getLocked(key string) int { return x.docs[key] }

func (x *index) sumLocked(keys ...string) (n int) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for _, key := range keys {
		n += x.getLocked(key)
	}
	return n
}

func (x *index) upgradeRight(key string) {
	x.mu.RLock()
	_, ok := x.docs[key]
	x.mu.RUnlock()
	if !ok {
		x.set(key, 1)
	}
}

func (x *index) downgrade(key string) int {
	x.set(key, 1)
	return x.get(key)
}

func (x *index) eachRight() (sum int) {
	x.each(func(_ string, n int) { sum += n })
	return sum
}

// Another index.
func merge(a, b *index) {
	a.mu.Lock()
	defer a.mu.Unlock()
	b.each(func(k string, n int) { a.docs[k] = n })
}

func both(a, b *index) int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	b.mu.RLock()
	defer b.mu.RUnlock()
	return len(a.docs) + len(b.docs)
}

func (x *index) readers() {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for k := range x.docs {
		go x.get(k)
	}
}

func (x *index) tryUpgrade(key string) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.mu.TryLock()
}

// The mode is an argument.
func (x *index) lock(write bool) {
	if write {
		x.mu.Lock()
	} else {
		x.mu.RLock()
	}
}

func (x *index) unlock(write bool) {
	if write {
		x.mu.Unlock()
	} else {
		x.mu.RUnlock()
	}
}

func (x *index) do(write bool, f func()) {
	x.lock(write)
	defer x.unlock(write)
	f()
}

func (x *index) use(key string) {
	x.do(false, func() { _ = x.docs[key] })
	x.do(true, func() { x.docs[key]++ })
}

// A chain of layers, each with a lock of its own.
type layer struct {
	mu    sync.RWMutex
	below *layer
	docs  map[string]int
}

func (l *layer) get(key string) int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if n, ok := l.docs[key]; ok || l.below == nil {
		return n
	}
	return l.below.get(key)
}
