package handover

import "sync"

// A caller releases what begin leaves locked, but not on all paths.
type tx struct {
	mu sync.Mutex
	n  int
}

func (t *tx) begin() { t.mu.Lock() }

func (t *tx) end() { t.mu.Unlock() }

func (t *tx) run(f func() bool) {
	t.begin()
	if !f() {
		return // want `t\.mu is still held on return`
	}
	t.end()
}

func (t *tx) twice() {
	t.begin()
	t.end()
	t.end() // want `t\.mu is unlocked, but was unlocked before on the same path`
}

func (t *tx) mixed() {
	t.begin()
	t.mu.Unlock()
	t.end() // want `t\.mu is unlocked, but was unlocked before`
}

// The lock is held exactly if the error is nil: the caller has it backwards.
type file struct {
	mu   sync.Mutex
	open bool
}

type closed struct{}

func (closed) Error() string { return "closed" }

func (f *file) enter() error {
	f.mu.Lock()
	if !f.open {
		f.mu.Unlock()
		return closed{}
	}
	return nil
}

func (f *file) leave() { f.mu.Unlock() }

func (f *file) use(do func()) error {
	if err := f.enter(); err != nil {
		return err
	}
	if do == nil {
		return nil // want `f\.mu is still held on return`
	}
	do()
	f.leave()
	return nil
}

func (f *file) backwards() error {
	err := f.enter()
	if err == nil {
		return nil // want `f\.mu is still held on return`
	}
	f.leave() // want `f\.mu is unlocked, but was unlocked before`
	return err
}

// The release function that the lock comes with is not called on all paths.
type pool struct {
	mu sync.Mutex
	n  int
}

func (p *pool) acquire() (release func()) {
	p.mu.Lock()
	return func() { p.mu.Unlock() }
}

func (p *pool) drop() int {
	release := p.acquire()
	if p.n == 0 {
		return 0 // want `p\.mu is still held on return`
	}
	release()
	return p.n
}

func (p *pool) releaseTwice() {
	release := p.acquire()
	release()
	release() // want `p\.mu is unlocked, but was unlocked before`
}
