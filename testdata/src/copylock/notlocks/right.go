package notlocks

import "sync"

// A document that one user edits. Nothing to do with goroutines.
type document struct {
	Title  string
	Locked bool
	owner  string
}

func (d *document) Lock()   { d.Locked = true }
func (d *document) Unlock() { d.Locked = false }

func titles(docs []document) (out []string) {
	for _, d := range docs {
		out = append(out, d.Title)
	}
	first := docs[0]
	show(first)
	return out
}

func show(d document) {}

// Other signatures.
type account struct{ id int32 }

func (a *account) Lock(reason string)   {}
func (a *account) Unlock() (was string) { return "" }

func accounts(a account) account { return a }

// Lock without Unlock.
type door struct{ state uint32 }

func (d *door) Lock() {}

func doors(d door) door { return d }

// Value receivers: the value is the lock, as a handle is.
type handle struct{ mu *sync.Mutex }

func (h handle) Lock()   { h.mu.Lock() }
func (h handle) Unlock() { h.mu.Unlock() }

func handles(h handle) handle { return h }

// The lock is behind a pointer, or an interface.
type shared struct {
	*sync.Mutex
	sync.Locker
	n int
}

type guarded struct {
	l sync.Locker
	n int
}

func both(s shared, g guarded) (shared, guarded) { return s, g }
