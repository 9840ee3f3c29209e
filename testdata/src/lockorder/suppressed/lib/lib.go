// Package lib has locks, and says of some acquisitions that they are nobody's
// mistake.
package lib

import "sync"

type Store struct {
	Mu   sync.Mutex
	n, m int
}

func (s *Store) Flush() {
	s.Mu.Lock()
	s.n++
	s.Mu.Unlock()
}

func (s *Store) Sync() {
	s.Mu.Lock() //nolint:lockorder-double // who holds the lock calls something else
	s.n++
	s.Mu.Unlock()
}

func (s *Store) Close() {
	//lint:ignore lockorder-cycle that is another rule
	s.Mu.Lock()
	s.n++
	s.Mu.Unlock()
}

// One of the two acquisitions is excused, the other is not.
func (s *Store) Either(first bool) {
	if first {
		s.Mu.Lock() //nolint:lockorder // only while it starts
		s.n++
	} else {
		s.Mu.Lock()
		s.m++
	}
	s.Mu.Unlock()
}

var A, B, C, D sync.Mutex

func AB() {
	A.Lock()
	defer A.Unlock()
	B.Lock() //nolint:conclint // runs before anything else does
	defer B.Unlock()
}

func CD() {
	C.Lock()
	defer C.Unlock()
	D.Lock() //nolint:lockorder-double // that is another rule
	defer D.Unlock()
}

var E, F sync.Mutex

//nolint:lockorder // one at a time
func LockF() {
	F.Lock()
	F.Unlock()
}

func EF() {
	E.Lock()
	defer E.Unlock()
	LockF()
}
