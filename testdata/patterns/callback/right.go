// Package callback calls what others gave it without a lock that they may need.
package callback

import "sync"

type event struct{ name string }

type bus struct {
	mu       sync.Mutex
	handlers map[string][]func(event)
	count    int
}

func (b *bus) subscribe(name string, h func(event)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.handlers[name] = append(b.handlers[name], h)
}

// publish copies the handlers, and calls them unlocked.
func (b *bus) publish(e event) {
	b.mu.Lock()
	b.count++
	handlers := append([]func(event){}, b.handlers[e.name]...)
	b.mu.Unlock()
	for _, h := range handlers {
		h(e)
	}
}

func (b *bus) total() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}

func (b *bus) watch(print func(int)) {
	b.subscribe("tick", func(event) { print(b.total()) })
	b.publish(event{"tick"})
}

// visit says that f runs under the lock; f uses what it is given only.
type registry struct {
	mu    sync.RWMutex
	names map[string]int
}

func (r *registry) visit(f func(name string, n int) bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for name, n := range r.names {
		if !f(name, n) {
			return
		}
	}
}

func (r *registry) removeEmpty() {
	var empty []string
	r.visit(func(name string, n int) bool {
		if n == 0 {
			empty = append(empty, name)
		}
		return true
	})
	for _, name := range empty {
		r.remove(name)
	}
}

func (r *registry) remove(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.names, name)
}

// A listener that is an interface.
type listener interface{ changed(n int) }

type counter struct {
	mu        sync.Mutex
	n         int
	listeners []listener
}

func (c *counter) add(n int) {
	c.mu.Lock()
	c.n += n
	now, listeners := c.n, c.listeners
	c.mu.Unlock()
	for _, l := range listeners {
		l.changed(now)
	}
}

type doubler struct{ c *counter }

func (d doubler) changed(n int) {
	if n < 100 {
		d.c.add(n)
	}
}

func (c *counter) double() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listeners = append(c.listeners, doubler{c})
}
