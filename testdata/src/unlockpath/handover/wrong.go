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
