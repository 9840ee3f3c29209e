package use

import "lockorder/suppressed/lib"

func flush(s *lib.Store) {
	s.Mu.Lock()
	defer s.Mu.Unlock()
	s.Flush() // want `\(lockorder-double\)`
}

func sync(s *lib.Store) {
	s.Mu.Lock()
	defer s.Mu.Unlock()
	s.Sync()
}

func close(s *lib.Store) {
	s.Mu.Lock()
	defer s.Mu.Unlock()
	s.Close() // want `\(lockorder-double\)`
}

func either(s *lib.Store, first bool) {
	s.Mu.Lock()
	defer s.Mu.Unlock()
	s.Either(first) // want `\(lockorder-double\)`
}

func ba() {
	lib.B.Lock()
	defer lib.B.Unlock()
	lib.A.Lock()
	defer lib.A.Unlock()
}

func dc() {
	lib.D.Lock()
	defer lib.D.Unlock()
	lib.C.Lock() // want `\(lockorder-cycle\)`
	defer lib.C.Unlock()
}

func fe() {
	lib.F.Lock()
	defer lib.F.Unlock()
	lib.E.Lock()
	defer lib.E.Unlock()
}

func ef() {
	lib.E.Lock()
	defer lib.E.Unlock()
	lib.LockF()
}
