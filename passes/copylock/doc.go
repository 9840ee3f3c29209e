// Package copylock defines an Analyzer that finds copies of values that hold
// a lock or other state of package sync.
//
// # Analyzer copylock
//
// copylock: find copies of locks and of values that hold one
//
// A value of a type of package sync or sync/atomic works only where it was
// first used: a copy of a sync.Mutex is another mutex, which protects nothing
// and may be born locked; a copy of a sync.WaitGroup waits for nobody. This
// holds for every struct and array that contains one.
//
// The analyzer runs go vet's copylocks and adds what that leaves out: sends
// on channels, receivers of bound methods, the elements that append and copy
// move, type switches, copies inside generic functions, and atomic.Value. It
// drops those of vet's reports that are no bugs: assignments to the blank
// identifier, and types whose Lock and Unlock methods have nothing to do with
// synchronisation, because their type has no state that a lock could be in.
//
// Fresh values can be copied: composite literals, results of calls, *new(T).
//
// # Rule copylock-value
//
// A value that holds a lock is assigned, passed, returned, ranged over, or put
// into a composite literal.
//
// WRONG:
//
//	type counter struct {
//		mu sync.Mutex
//		n  int
//	}
//
//	func (c counter) add() { // locks its own copy
//		c.mu.Lock()
//		defer c.mu.Unlock()
//		c.n++
//	}
//
// WRONG:
//
//	func wait(wg sync.WaitGroup) { wg.Wait() }
//
// WRONG:
//
//	type cache struct{ current atomic.Value }
//
//	func snapshot(c *cache) *cache {
//		d := *c
//		return &d
//	}
//
// RIGHT:
//
//	type counter struct {
//		mu sync.Mutex
//		n  int
//	}
//
//	func newCounters() []*counter {
//		c := counter{n: 1}
//		return []*counter{&c, {n: 2}, new(counter)}
//	}
//
//	func (c *counter) add() {
//		c.mu.Lock()
//		defer c.mu.Unlock()
//		c.n++
//	}
//
// RIGHT:
//
//	// A file that somebody else is editing: no lock.
//	type file struct{ locked bool }
//
//	func (f *file) Lock()   { f.locked = true }
//	func (f *file) Unlock() { f.locked = false }
//
//	func list(fs []file) (names []file) {
//		for _, f := range fs {
//			names = append(names, f)
//		}
//		return names
//	}
//
// # Rule copylock-interface
//
// A value that holds a lock is stored in an interface, or taken out of one by
// a type switch. What an interface holds cannot be changed, so its lock can
// never be locked: whoever wants to has to copy it again.
//
// WRONG:
//
//	type session struct {
//		mu sync.Mutex
//		id int
//	}
//
//	func keep(ctx context.Context, s *session) context.Context {
//		return context.WithValue(ctx, "session", *s)
//	}
//
// WRONG:
//
//	type session struct {
//		mu sync.Mutex
//		id int
//	}
//
//	func id(v any) int {
//		switch v := v.(type) {
//		case session:
//			return v.id
//		}
//		return 0
//	}
//
// RIGHT:
//
//	type session struct {
//		mu sync.Mutex
//		id int
//	}
//
//	func keep(ctx context.Context, s *session) context.Context {
//		return context.WithValue(ctx, "session", s)
//	}
//
//	func is(v any) bool {
//		_, ok := v.(session)
//		return ok
//	}
//
// # Rule copylock-send
//
// A value that holds a lock is sent on a channel: the receiver gets a copy.
//
// WRONG:
//
//	type job struct {
//		wg   sync.WaitGroup
//		name string
//	}
//
//	func enqueue(jobs chan job, j *job) { jobs <- *j }
//
// RIGHT:
//
//	type job struct {
//		wg   sync.WaitGroup
//		name string
//	}
//
//	func enqueue(jobs chan *job, j *job) { jobs <- j }
//
//	func seed(jobs chan job) { jobs <- job{name: "first"} }
//
// # Rule copylock-method
//
// A method with a value receiver is bound to a value that holds a lock: by a
// method value, or a go or defer statement. The receiver is copied then and
// there, in whatever state its lock is, and the method runs on that copy.
// Plain calls are reported where the lock comes in by a type argument; else
// the declaration of the method is what is wrong, and reported.
//
// WRONG:
//
//	type box[T any] struct{ v T }
//
//	func (b box[T]) run() {}
//
//	func start(b *box[sync.Mutex]) func() {
//		go b.run()
//		return b.run
//	}
//
// RIGHT:
//
//	type box[T any] struct{ v T }
//
//	func (b *box[T]) run() {}
//
//	func start(b *box[sync.Mutex]) func() {
//		go b.run()
//		return b.run
//	}
//
// # Rule copylock-elements
//
// The elements of a slice or map are copied all at once, by append, copy,
// slices.Clone and the like, and they hold locks.
//
// WRONG:
//
//	type shard struct {
//		mu sync.RWMutex
//		m  map[string]int
//	}
//
//	func both(a, b []shard) []shard { return append(a, b...) }
//
// WRONG:
//
//	func double(locks []sync.Mutex) []sync.Mutex {
//		more := make([]sync.Mutex, 2*len(locks))
//		copy(more, locks)
//		return more
//	}
//
// RIGHT:
//
//	type shard struct {
//		mu sync.RWMutex
//		m  map[string]int
//	}
//
//	func both(a, b []*shard) []*shard { return append(a, b...) }
//
// # Rule copylock-generic
//
// A generic function or method copies values of a type parameter out of
// shared memory, and the type argument holds a lock. The copy is in the
// generic code, where nothing is wrong with it; so the instantiation is
// reported. Generic code of the same package is looked at.
//
// WRONG:
//
//	func first[T any](s []T) T {
//		x := s[0]
//		return x
//	}
//
//	func use(locks []sync.Mutex) {
//		mu := first(locks)
//		mu.Lock()
//	}
//
// RIGHT:
//
//	func first[T any](s []T) *T { return &s[0] }
//
//	func use(locks []sync.Mutex) {
//		mu := first(locks)
//		mu.Lock()
//	}
package copylock
