// Package handlers keeps functions and listeners in maps and slices, and calls
// them with its lock held.
package handlers

import "sync"

// Handlers that are kept by name.
type bus struct {
	mu       sync.Mutex
	handlers map[string][]func(string)
	single   map[string]func(string)
	all      []func(string)
	count    int
}

func (b *bus) subscribe(name string, h func(string)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.handlers[name] = append(b.handlers[name], h)
}

func (b *bus) publish(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, h := range b.handlers[name] {
		h(name) // want `b\.mu is locked again while already held: \(\*bus\)\.publish → \(\*bus\)\.start\$1 → \(\*bus\)\.total`
	}
	if h, ok := b.single[name]; ok {
		h(name) // want `b\.mu is locked again while already held: \(\*bus\)\.publish → \(\*bus\)\.report → \(\*bus\)\.total`
	}
	for _, h := range b.all {
		h(name) // want `b\.mu is locked again while already held: \(\*bus\)\.publish → \(\*bus\)\.start\$2 → \(\*bus\)\.total`
	}
}

func (b *bus) total() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}

func (b *bus) report(string) { println(b.total()) }

func (b *bus) start() {
	b.subscribe("tick", func(string) { println(b.total()) })
	b.single["tick"] = b.report
	b.all = append(b.all, func(string) { println(b.total()) })
}

// A listener that knows what it listens to.
type listener interface{ notify(n int) }

type counter struct {
	mu        sync.Mutex
	n         int
	listeners []listener
}

type doubler struct{ c *counter }

func (d *doubler) notify(n int) {
	if n < 100 {
		d.c.add(n)
	}
}

func (c *counter) add(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += n
	for _, l := range c.listeners {
		l.notify(c.n) // want `c\.mu is locked again while already held: \(\*counter\)\.add → \(\*doubler\)\.notify → \(\*counter\)\.add`
	}
}

func (c *counter) double() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listeners = append(c.listeners, &doubler{c})
}
