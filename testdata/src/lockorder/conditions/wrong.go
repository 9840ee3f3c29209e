// Package conditions has calls of which it depends on an argument, on a result
// or on a field whether they take a lock.
package conditions

import (
	"errors"
	"sync"
)

type store struct {
	mu   sync.Mutex
	m    map[string]int
	open bool
}

var errClosed = errors.New("closed")

// A flag that says whether to lock.
func (s *store) size(needLock bool) int {
	if needLock {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	return len(s.m)
}

func (s *store) clear() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.size(true) // want `s\.mu is locked again while already held: \(\*store\)\.clear → \(\*store\)\.size`
	clear(s.m)
	return n
}

func (s *store) sizes(needLock bool) int { return s.size(needLock) }

func (s *store) passedOn() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sizes(true) // want `s\.mu is locked again while already held`
}

func (s *store) negated(locked bool) {
	if !locked {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	clear(s.m)
}

func (s *store) useNegated() {
	s.mu.Lock()
	s.negated(false) // want `s\.mu is locked again while already held`
	s.mu.Unlock()
}

// A number.
type level int

const (
	none level = iota
	full
)

func (s *store) lockAt(l level) {
	switch l {
	case full:
		s.mu.Lock()
		s.mu.Unlock()
	}
}

func (s *store) useLockAt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lockAt(full) // want `s\.mu is locked again while already held`
}

// Held if the result says so.
func (s *store) enter() error {
	s.mu.Lock()
	if !s.open {
		s.mu.Unlock()
		return errClosed
	}
	return nil
}

func (s *store) useEnter() error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.mu.Unlock()
	s.size(true) // want `s\.mu is locked again while already held`
	return nil
}

func (s *store) tried() {
	if s.mu.TryLock() {
		s.size(true) // want `s\.mu is locked again while already held`
		s.mu.Unlock()
	}
}

// The arguments have everything but a token.
type otherAPI struct {
	tokenMu sync.Mutex
	token   string
}

func (a *otherAPI) getToken() string {
	a.tokenMu.Lock()
	defer a.tokenMu.Unlock()
	if a.token == "" {
		a.token = a.call("login", args{"user": "me"}) // want `a\.tokenMu is locked again while already held: \(\*otherAPI\)\.getToken → \(\*otherAPI\)\.call → \(\*otherAPI\)\.getToken`
	}
	return a.token
}

func (a *otherAPI) call(method string, p args) string {
	var token string
	if t, ok := p["token"]; !ok {
		token = a.getToken()
	} else {
		token = t.(string)
	}
	return send(method, token)
}
