// Package unlockpath defines an Analyzer that finds paths which leave a lock
// held, or release one that is not.
//
// # Analyzer unlockpath
//
// unlockpath: find paths that leave a lock held or release it twice
//
// A lock that some path forgets to release stops the program the next time that
// anybody wants it; one that is released twice ends it with a fatal error that
// no recover catches.
//
// The analyzer follows all paths through a function, with what each knows of
// conditions: a lock taken under "if locked" is released under "if locked", a
// successful TryLock holds the lock, and a callee may return with the lock held
// exactly if its error is nil. Deferred calls count at every return. Calls that
// do not return end the path: panic, os.Exit, log.Fatal, testing's FailNow and
// its like, and functions that always, or for a certain argument, end in one.
//
// A lock need not be released by the function that took it. It may be handed to
// a callee, a goroutine, or the caller, who releases it or calls the function
// that comes with it. Where the analyzer can't follow, because a lock was handed
// on in a way that it does not understand, or a variable has come to mean
// another lock, it reports nothing.
//
// # Rule unlockpath-missing
//
// A function, or a function literal, returns with a lock held that it releases
// on other paths, or that nobody at all releases; or a loop comes round with the
// lock of the last iteration held and takes it again. The next one who wants the
// lock waits forever. The report is at the return, and its trace names the place
// where the lock was taken and one where it is released.
//
// A function whose purpose is to return with the lock held, such as one that
// locks and has a counterpart that unlocks, is not reported, nor is one that
// does so if it succeeds. A path that ends in a panic counts only if the function
// recovers from it.
//
// To fix it, unlock on that path, too, or replace all unlocks by a deferred one
// right after the lock.
//
// WRONG:
//
//	type store struct {
//		mu sync.Mutex
//		m  map[string]int
//	}
//
//	func (s *store) take(key string) (int, bool) {
//		s.mu.Lock()
//		n, ok := s.m[key]
//		if !ok {
//			return 0, false // still locked
//		}
//		delete(s.m, key)
//		s.mu.Unlock()
//		return n, true
//	}
//
// WRONG:
//
//	func drain(mu *sync.Mutex, jobs []func() bool) {
//		for _, job := range jobs {
//			mu.Lock()
//			if !job() {
//				continue // the next iteration waits for this one
//			}
//			mu.Unlock()
//		}
//	}
//
// RIGHT:
//
//	type store struct {
//		mu sync.Mutex
//		m  map[string]int
//	}
//
//	func (s *store) take(key string) (int, bool) {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		n, ok := s.m[key]
//		if !ok {
//			return 0, false
//		}
//		delete(s.m, key)
//		return n, true
//	}
//
// RIGHT:
//
//	type session struct {
//		mu     sync.Mutex
//		closed bool
//	}
//
//	// begin returns with s.mu held if the error is nil.
//	func (s *session) begin() error {
//		s.mu.Lock()
//		if s.closed {
//			s.mu.Unlock()
//			return errors.New("closed")
//		}
//		return nil
//	}
//
//	func (s *session) end() { s.mu.Unlock() }
//
//	func (s *session) do(f func()) error {
//		if err := s.begin(); err != nil {
//			return err
//		}
//		defer s.end()
//		f()
//		return nil
//	}
//
// # Rule unlockpath-unheld
//
// A lock is released that the same path has released before: explicitly and by
// a deferred call, by the function and by what it calls, or twice in a row.
// Unlock of a mutex that is not locked is a fatal error; if another goroutine has
// taken the lock in the meantime it is worse, for then that one loses it.
//
// So is a lock that the function takes on some of the paths that lead to the
// release, but not on all: under a condition, or by an attempt that can fail.
//
// A function that releases a lock which it has not taken at all is not reported:
// its callers hold the lock. Nor is one some caller of which holds it.
//
// To fix it, drop one of the two, or take the lock again before the second; or
// release the lock under the condition under which it was taken.
//
// WRONG:
//
//	type store struct {
//		mu sync.Mutex
//		m  map[string]int
//	}
//
//	func (s *store) size() int {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		n := len(s.m)
//		s.mu.Unlock() // and once more on return
//		return n
//	}
//
// WRONG:
//
//	type queue struct {
//		mu    sync.Mutex
//		items []int
//	}
//
//	// flushLocked releases q.mu for the time of write. It fails to take it
//	// again if there is an error.
//	func (q *queue) flushLocked(write func([]int) error) error {
//		items := q.items
//		q.mu.Unlock()
//		if err := write(items); err != nil {
//			return err
//		}
//		q.mu.Lock()
//		return nil
//	}
//
//	func (q *queue) flush(write func([]int) error) error {
//		q.mu.Lock()
//		defer q.mu.Unlock()
//		return q.flushLocked(write)
//	}
//
// RIGHT:
//
//	type queue struct {
//		mu    sync.Mutex
//		items []int
//	}
//
//	// flushLocked releases q.mu for the time of write.
//	func (q *queue) flushLocked(write func([]int) error) error {
//		items := q.items
//		q.mu.Unlock()
//		defer q.mu.Lock()
//		return write(items)
//	}
//
//	func (q *queue) flush(write func([]int) error) error {
//		q.mu.Lock()
//		defer q.mu.Unlock()
//		return q.flushLocked(write)
//	}
//
// # Rule unlockpath-mode
//
// A sync.RWMutex that was locked with RLock is released with Unlock, or one that
// was locked with Lock is released with RUnlock. Both are fatal errors, unless
// another goroutine happens to hold the lock in the other mode: then that one
// loses it.
//
// WRONG:
//
//	type cache struct {
//		mu sync.RWMutex
//		m  map[string]int
//	}
//
//	func (c *cache) get(key string) int {
//		c.mu.RLock()
//		defer c.mu.Unlock()
//		return c.m[key]
//	}
//
// RIGHT:
//
//	type cache struct {
//		mu sync.RWMutex
//		m  map[string]int
//	}
//
//	func (c *cache) get(key string) int {
//		c.mu.RLock()
//		defer c.mu.RUnlock()
//		return c.m[key]
//	}
//
//	func (c *cache) do(write bool, f func(map[string]int)) {
//		if write {
//			c.mu.Lock()
//			defer c.mu.Unlock()
//		} else {
//			c.mu.RLock()
//			defer c.mu.RUnlock()
//		}
//		f(c.m)
//	}
//
// # Rule unlockpath-deferlock
//
// A deferred call locks instead of unlocking: a slip of the pen, after which the
// function waits for itself on return, or returns with the lock held.
//
// Deferring Lock is right after an Unlock, in a function that gives the lock back
// for the time of a call.
//
// WRONG:
//
//	type counter struct {
//		mu sync.Mutex
//		n  int
//	}
//
//	func (c *counter) add() {
//		c.mu.Lock()
//		defer c.mu.Lock()
//		c.n++
//	}
//
// RIGHT:
//
//	type counter struct {
//		mu sync.Mutex
//		n  int
//	}
//
//	func (c *counter) add() {
//		c.mu.Lock()
//		defer c.mu.Unlock()
//		c.n++
//	}
//
//	// unlocked must be called with c.mu held.
//	func (c *counter) unlocked(f func()) {
//		c.mu.Unlock()
//		defer c.mu.Lock()
//		f()
//	}
//
// # Rule unlockpath-trylock
//
// The result of TryLock or TryRLock is ignored, so that the code that follows
// does not know whether it holds the lock. What it protects may be in use, and
// the Unlock at the end is a fatal error or takes the lock from its owner.
//
// To fix it, call Lock, or do nothing when the result is false.
//
// WRONG:
//
//	type counter struct {
//		mu sync.Mutex
//		n  int
//	}
//
//	func (c *counter) add() {
//		c.mu.TryLock()
//		defer c.mu.Unlock()
//		c.n++
//	}
//
// RIGHT:
//
//	type counter struct {
//		mu sync.Mutex
//		n  int
//	}
//
//	func (c *counter) add() bool {
//		if !c.mu.TryLock() {
//			return false
//		}
//		defer c.mu.Unlock()
//		c.n++
//		return true
//	}
//
// # Rule unlockpath-deferloop
//
// A loop takes a lock in each iteration and defers the unlock. Deferred calls run
// when the function returns, not when the iteration ends, so the second iteration
// waits for the first.
//
// A loop that takes another lock each time, such as that of each element, is not
// reported, nor is one that is left after the defer.
//
// To fix it, unlock at the end of the iteration, or make the body a function.
//
// WRONG:
//
//	type counter struct {
//		mu sync.Mutex
//		n  int
//	}
//
//	func (c *counter) addAll(ns []int) {
//		for _, n := range ns {
//			c.mu.Lock()
//			defer c.mu.Unlock()
//			c.n += n
//		}
//	}
//
// RIGHT:
//
//	type counter struct {
//		mu sync.Mutex
//		n  int
//	}
//
//	func (c *counter) add(n int) {
//		c.mu.Lock()
//		defer c.mu.Unlock()
//		c.n += n
//	}
//
//	func (c *counter) addAll(ns []int) {
//		for _, n := range ns {
//			c.add(n)
//		}
//	}
//
//	func sum(cs []*counter) (n int) {
//		for _, c := range cs {
//			c.mu.Lock()
//			defer c.mu.Unlock() // all stay locked until the end
//			n += c.n
//		}
//		return n
//	}
package unlockpath
