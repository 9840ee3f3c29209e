package releasers

import (
	"errors"
	"sync"
)

type gate struct {
	mu sync.Mutex
	n  int
}

func (g *gate) enter() func() {
	g.mu.Lock()
	return g.mu.Unlock
}

func (g *gate) enterLiteral() (leave func()) {
	g.mu.Lock()
	return func() { g.mu.Unlock() }
}

func (g *gate) tryEnter() (func(), error) {
	if g.n > 3 {
		return nil, errors.New("full")
	}
	g.mu.Lock()
	return g.mu.Unlock, nil
}

// What a helper returns can be passed on.
func (g *gate) enterTwice() func() { return g.enter() }

func (g *gate) early(b bool) int {
	leave := g.enter()
	if b {
		return 0 // want `g\.mu is still held on return`
	}
	leave()
	return g.n
}

func (g *gate) earlyLiteral(b bool) int {
	leave := g.enterLiteral()
	if b {
		return 0 // want `g\.mu is still held on return`
	}
	leave()
	return g.n
}

func (g *gate) earlyTwice(b bool) int {
	leave := g.enterTwice()
	if b {
		return 0 // want `g\.mu is still held on return`
	}
	leave()
	return g.n
}

func (g *gate) again() {
	leave := g.enter()
	leave()
	leave() // want `g\.mu is unlocked, but was unlocked before`
}

func (g *gate) afterError(b bool) error {
	leave, err := g.tryEnter()
	if err != nil {
		return err
	}
	if b {
		return nil // want `g\.mu is still held on return`
	}
	leave()
	return nil
}

// Without its result the lock can't be given back.
func (g *gate) dropped() {
	g.enter()
	g.n++
} // want `g\.mu is still held on return`

func (g *gate) forgottenCall() {
	defer g.enter() // the second pair of parentheses is missing
	g.n++
} // want `g\.mu is still held on return`

type page struct {
	mu sync.RWMutex
	n  int
}

type pages map[int]*page

// Nobody ever unlocks a page that they have got from here.
func (ps pages) readLocked(id int) (*page, error) {
	p, ok := ps[id]
	if !ok {
		return nil, errFull
	}
	p.mu.RLock()
	return p, nil // want `ps\[id\]\.mu is still held on return`
}
