package handlers

import "sync"

// The handlers are called when the lock is free.
func (b *bus) publishRight(name string) {
	b.mu.Lock()
	handlers := append([]func(string){}, b.handlers[name]...)
	b.mu.Unlock()
	for _, h := range handlers {
		h(name)
	}
}

// A handler that is kept by one bus and asks another.
type bridge struct {
	mu       sync.Mutex
	handlers []func()
	count    int
	other    *bridge
}

func (b *bridge) emit() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, h := range b.handlers {
		h()
	}
}

func (b *bridge) total() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}

func (b *bridge) link() {
	b.other.handlers = append(b.other.handlers, func() { println(b.total()) })
}

// A handler that is put into the list, and one that is not.
func (b *bridge) watch() {
	ask := func() { println(b.total()) }
	b.handlers = append(b.handlers, func() { b.count++ })
	ask()
}
