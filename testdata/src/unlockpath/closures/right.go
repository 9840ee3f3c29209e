package closures

import (
	"iter"
	"slices"
	"sync"
)

func (s *set) literalRight(f func() bool) {
	lock := func() { s.mu.Lock() }
	unlock := func() { s.mu.Unlock() }
	lock()
	if f() {
		unlock()
		return
	}
	unlock()
}

func (s *set) nestedRight(f func() bool) {
	unlock := func() { s.mu.Unlock() }
	both := func() {
		f()
		unlock()
	}
	s.mu.Lock()
	if f() {
		both()
		return
	}
	unlock()
}

func (s *set) methodValueRight(f func() bool) {
	unlock := s.mu.Unlock
	s.mu.Lock()
	if f() {
		unlock()
		return
	}
	defer unlock()
	f()
}

func (s *set) methodExpressionRight() {
	(*sync.Mutex).Lock(&s.mu)
	defer (*sync.Mutex).Unlock(&s.mu)
}

// A recursive literal that takes and gives back the lock.
func (s *set) recursive(n int) {
	var visit func(n int)
	visit = func(n int) {
		if n == 0 {
			return
		}
		s.mu.Lock()
		s.m[n] = true
		s.mu.Unlock()
		visit(n - 1)
	}
	visit(n)
}

// A recursive literal that runs under the lock.
func (s *set) recursiveLocked(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var visit func(n int)
	visit = func(n int) {
		if n > 0 {
			s.m[n] = true
			visit(n - 1)
		}
	}
	visit(n)
}

// A literal that gives the lock back for the time of a call.
func (s *set) outside(f func()) {
	unlocked := func(f func()) {
		s.mu.Unlock()
		defer s.mu.Lock()
		f()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for n := range s.m {
		delete(s.m, n)
		unlocked(f)
	}
}

func with(mu *sync.Mutex, f func()) {
	mu.Lock()
	defer mu.Unlock()
	f()
}

func (s *set) callback(n int) (ok bool) {
	with(&s.mu, func() { ok = s.m[n] })
	return ok
}

// A callback that releases the lock early, on purpose.
func (s *set) passUnlock(f func(func())) {
	s.mu.Lock()
	var once sync.Once
	f(func() { once.Do(s.mu.Unlock) })
	once.Do(s.mu.Unlock)
}

func (s *set) rangedRight(seq iter.Seq[int]) bool {
	for n := range seq {
		s.mu.Lock()
		if s.m[n] {
			s.mu.Unlock()
			return true
		}
		s.mu.Unlock()
	}
	return false
}

func (s *set) aroundRight(seq iter.Seq[int]) bool {
	s.mu.Lock()
	for n := range seq {
		if s.m[n] {
			s.mu.Unlock()
			return true
		}
	}
	s.mu.Unlock()
	return false
}

func (s *set) rangedContinue(seq iter.Seq[int]) {
	for n := range seq {
		s.mu.Lock()
		if s.m[n] {
			s.mu.Unlock()
			continue
		}
		s.m[n] = true
		s.mu.Unlock()
	}
}

// The deferred unlock in the body runs when the function returns.
func (s *set) rangedDefer(seq iter.Seq[int]) bool {
	for n := range seq {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.m[n]
	}
	return false
}

// An iterator that holds the lock while it yields.
func (s *set) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		s.mu.Lock()
		defer s.mu.Unlock()
		for n := range s.m {
			if !yield(n) {
				return
			}
		}
	}
}

func (s *set) allUnlocked() iter.Seq[int] {
	return func(yield func(int) bool) {
		s.mu.Lock()
		for n := range s.m {
			s.mu.Unlock()
			if !yield(n) {
				return
			}
			s.mu.Lock()
		}
		s.mu.Unlock()
	}
}

func (s *set) max() (top int) {
	for n := range s.all() {
		top = max(top, n)
	}
	return top
}

func (s *set) sortedRight(ns []int) {
	slices.SortFunc(ns, func(a, b int) int {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.m[a] {
			return -1
		}
		return b - a
	})
}

// Literals in a table.
func (s *set) table(which int) {
	s.mu.Lock()
	ends := []func(){
		func() { s.mu.Unlock() },
		func() { clear(s.m); s.mu.Unlock() },
	}
	ends[which]()
}

func (s *set) mapped(which string) {
	ends := map[string]func(){
		"unlock": s.mu.Unlock,
		"clear":  func() { clear(s.m); s.mu.Unlock() },
	}
	s.mu.Lock()
	ends[which]()
}

// A goroutine for each, all joined.
func (s *set) spawns(ns []int) {
	var wg sync.WaitGroup
	for _, n := range ns {
		wg.Go(func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.m[n] = true
		})
	}
	wg.Wait()
}

// A literal that is called at once and returns the lock's state.
func (s *set) atOnce(n int) bool {
	ok := func() bool {
		s.mu.Lock()
		return s.m[n]
	}()
	s.mu.Unlock()
	return ok
}

func (s *set) onceDo(once *sync.Once, n int) {
	s.mu.Lock()
	once.Do(func() { s.m[n] = true })
	s.mu.Unlock()
}

// Variables of function type that are set on each path.
func (s *set) chosen(b bool) {
	var end func()
	s.mu.Lock()
	if b {
		end = func() { s.mu.Unlock() }
	} else {
		end = func() { clear(s.m); s.mu.Unlock() }
	}
	end()
}
