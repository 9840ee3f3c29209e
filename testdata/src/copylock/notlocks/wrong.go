package notlocks

import "sync/atomic"

// What looks like a lock is one.

type spin struct{ word uint32 }

func (s *spin) Lock()   {}
func (s *spin) Unlock() {}

type flagged struct{ held atomic.Bool }

func (f *flagged) Lock()   {}
func (f *flagged) Unlock() {}

type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

type pinned struct {
	_ noCopy
	n int
}

func take(s spin, f flagged, p pinned) { // want `take passes lock by value: copylock/notlocks.spin` `take passes lock by value: copylock/notlocks.flagged` `take passes lock by value: copylock/notlocks.pinned contains copylock/notlocks.noCopy`
}
