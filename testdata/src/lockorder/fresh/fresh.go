// Package fresh has an object that nobody else can know yet, from a constructor.
package fresh

import "sync"

type file struct {
	mu   sync.Mutex
	open bool
}

type registry struct {
	mu    sync.Mutex
	files map[string]*file
}

func (r *registry) find(name string) *file {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.files[name]
	f.mu.Lock()
	return f
}

func (r *registry) useFind(name string) {
	f := r.find(name)
	f.mu.Unlock()
}

func newLocked() *file {
	f := &file{open: true}
	f.mu.Lock()
	return f
}

func (r *registry) create(name string) {
	f := newLocked()
	r.mu.Lock()
	r.files[name] = f
	r.mu.Unlock()
	f.open = true
	f.mu.Unlock()
}
