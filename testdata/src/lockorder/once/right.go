package once

import "sync"

// The function does its work without coming back.
func (l *lazy) getRight() int {
	l.once.Do(func() { l.value = l.compute() })
	return l.value
}

func (l *lazy) compute() int {
	if l.init == nil {
		return 0
	}
	return l.init()
}

// Another object's Once.
type node struct {
	once sync.Once
	next *node
	size int
}

func (n *node) length() int {
	n.once.Do(func() {
		n.size = 1
		if n.next != nil {
			n.size += n.next.length()
		}
	})
	return n.size
}

// The lock is always the outer one.
type cache struct {
	mu     sync.Mutex
	filled sync.Once
	m      map[string]int
}

func (c *cache) get(key string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.filled.Do(c.fill)
	return c.m[key]
}

func (c *cache) put(key string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.filled.Do(c.fill)
	c.m[key] = n
}

func (c *cache) fill() { c.m = make(map[string]int) }

// The lock is always the inner one.
type lease struct {
	mu   sync.Mutex
	once sync.Once
	held bool
}

func (l *lease) release() { l.once.Do(l.drop) }

func (l *lease) drop() {
	l.mu.Lock()
	l.held = false
	l.mu.Unlock()
}

func (l *lease) expire() {
	l.mu.Lock()
	held := l.held
	l.mu.Unlock()
	if held {
		l.once.Do(l.drop)
	}
}

// The function starts what comes back.
func (l *lazy) getLater() {
	l.once.Do(func() { go l.getLater() })
}
