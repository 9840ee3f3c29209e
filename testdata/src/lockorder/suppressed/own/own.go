// Package own suppresses what it does itself.
package own

import "sync"

type T struct{ a, b, c, d sync.Mutex }

func (t *T) again() {
	t.a.Lock()
	defer t.a.Unlock()
	t.a.Lock() //nolint:lockorder // never called
}

// Where the trace ends.
func (t *T) outer() {
	t.a.Lock()
	defer t.a.Unlock()
	t.inner()
}

func (t *T) inner() {
	t.a.Lock() //nolint:lockorder-double // never called
	t.a.Unlock()
}

// Where the trace of either goroutine ends.
func (t *T) ab() {
	t.a.Lock()
	t.b.Lock()
	t.b.Unlock()
	t.a.Unlock()
}

func (t *T) ba() {
	t.b.Lock()
	t.a.Lock() //nolint:lockorder-cycle // never called
	t.a.Unlock()
	t.b.Unlock()
}

// The excuse of one is none for another.
func (t *T) cd() {
	t.c.Lock()
	t.d.Lock() //nolint:lockorder-cycle // never called
	t.d.Unlock()
	t.c.Unlock()
}

func (t *T) cdAgain() {
	t.c.Lock()
	t.d.Lock()
	t.d.Unlock()
	t.c.Unlock()
}

func (t *T) dc() {
	t.d.Lock()
	t.c.Lock() // want `\(lockorder-cycle\)`
	t.c.Unlock()
	t.d.Unlock()
}
