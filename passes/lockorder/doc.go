// Package lockorder defines an Analyzer that finds locks taken twice and locks
// taken in opposite orders.
//
// # Analyzer lockorder
//
// lockorder: find locks taken twice, in opposite orders, or against a declared one
//
// Go's locks are not recursive, and nothing orders them: a goroutine that takes
// a lock which it holds waits for itself, and two that take two locks in
// opposite orders wait for each other as soon as their timing is bad.
//
// The analyzer knows which locks are held at each call, on each path, and what
// each function takes while it runs, across packages. It follows static calls,
// closures, method values and deferred calls, calls through interfaces and
// function values as far as the package shows what they can be, functions that
// are run under a lock by the one that they are passed to, functions and objects
// that another package is given, keeps, and calls later with its locks held, and the
// methods that packages such as fmt, sort and encoding/json call on their arguments.
// The trace of a report has every step.
//
// Locks are told apart by what they belong to: s.mu and t.mu are two locks
// unless s and t are the same value. Where the analyzer can't tell which lock,
// which function or which element it is, it reports nothing.
//
// A lock type need not come from package sync: types with methods that take and
// release a lock are understood by what those do. Calls of TryLock never wait,
// and so never deadlock.
//
// # Rule lockorder-double
//
// A goroutine takes a lock that it holds already, for writing or after it was
// taken for writing. It waits for itself, forever, and so does everybody else
// who needs the lock. Most often the second acquisition is in a method that is
// meant for callers from outside.
//
// Two instances of one type have two locks; the report means that they are one
// and the same. It takes into account under which condition a function locks,
// if that depends on an argument or a result, and what it has released before.
// A test that holds a lock while it calls something is taken as a sign that what
// it calls does not need the lock: the test would hang.
//
// To fix it, split the method in two: one that locks and one, often called
// somethingLocked, that expects the lock to be held. Or release the lock before
// the call.
//
// WRONG:
//
//	type account struct {
//		mu      sync.Mutex
//		balance int
//	}
//
//	func (a *account) Balance() int {
//		a.mu.Lock()
//		defer a.mu.Unlock()
//		return a.balance
//	}
//
//	func (a *account) Withdraw(n int) bool {
//		a.mu.Lock()
//		defer a.mu.Unlock()
//		if a.Balance() < n { // waits for a.mu, which it holds
//			return false
//		}
//		a.balance -= n
//		return true
//	}
//
// WRONG:
//
//	type job struct {
//		mu    sync.Mutex
//		state string
//	}
//
//	func (j *job) String() string {
//		j.mu.Lock()
//		defer j.mu.Unlock()
//		return j.state
//	}
//
//	func (j *job) finish() {
//		j.mu.Lock()
//		defer j.mu.Unlock()
//		j.state = "done"
//		log.Printf("finished: %v", j) // calls j.String
//	}
//
// RIGHT:
//
//	type account struct {
//		mu      sync.Mutex
//		balance int
//	}
//
//	func (a *account) Balance() int {
//		a.mu.Lock()
//		defer a.mu.Unlock()
//		return a.balanceLocked()
//	}
//
//	// balanceLocked must be called with a.mu held.
//	func (a *account) balanceLocked() int { return a.balance }
//
//	func (a *account) Withdraw(n int) bool {
//		a.mu.Lock()
//		defer a.mu.Unlock()
//		if a.balanceLocked() < n {
//			return false
//		}
//		a.balance -= n
//		return true
//	}
//
// RIGHT:
//
//	type node struct {
//		mu       sync.Mutex
//		size     int
//		children []*node
//	}
//
//	// Each node has a lock of its own.
//	func (n *node) total() int {
//		n.mu.Lock()
//		defer n.mu.Unlock()
//		sum := n.size
//		for _, c := range n.children {
//			sum += c.total()
//		}
//		return sum
//	}
//
// # Rule lockorder-rlock
//
// A goroutine that holds the read lock of a sync.RWMutex takes the read lock
// again. That works until some other goroutine calls Lock in between: a waiting
// writer keeps new readers out, so the second RLock waits for the writer, and
// the writer for the first RLock. Package sync forbids recursive read locking
// for this reason.
//
// The report assumes that somebody, at some time, locks for writing.
//
// To fix it, split the function that is called into one that locks and one that
// expects the lock to be held.
//
// WRONG:
//
//	type index struct {
//		mu   sync.RWMutex
//		docs map[string]int
//	}
//
//	func (x *index) Get(key string) int {
//		x.mu.RLock()
//		defer x.mu.RUnlock()
//		return x.docs[key]
//	}
//
//	func (x *index) Sum(keys ...string) (n int) {
//		x.mu.RLock()
//		defer x.mu.RUnlock()
//		for _, key := range keys {
//			n += x.Get(key) // deadlocks if a writer came in between
//		}
//		return n
//	}
//
// RIGHT:
//
//	type index struct {
//		mu   sync.RWMutex
//		docs map[string]int
//	}
//
//	func (x *index) Get(key string) int {
//		x.mu.RLock()
//		defer x.mu.RUnlock()
//		return x.docs[key]
//	}
//
//	func (x *index) Sum(keys ...string) (n int) {
//		x.mu.RLock()
//		defer x.mu.RUnlock()
//		for _, key := range keys {
//			n += x.docs[key]
//		}
//		return n
//	}
//
// # Rule lockorder-upgrade
//
// A goroutine that holds the read lock of a sync.RWMutex takes the write lock.
// Lock waits until all readers are gone, the goroutine itself among them. There
// is no way to turn a read lock into a write lock.
//
// To fix it, release the read lock first, and after Lock look again whether what
// was true under the read lock still is.
//
// WRONG:
//
//	type cache struct {
//		mu sync.RWMutex
//		m  map[string]int
//	}
//
//	func (c *cache) add(key string) {
//		c.mu.RLock()
//		defer c.mu.RUnlock()
//		if _, ok := c.m[key]; !ok {
//			c.mu.Lock() // waits for its own read lock
//			c.m[key] = 1
//			c.mu.Unlock()
//		}
//	}
//
// RIGHT:
//
//	type cache struct {
//		mu sync.RWMutex
//		m  map[string]int
//	}
//
//	func (c *cache) add(key string) {
//		c.mu.RLock()
//		_, ok := c.m[key]
//		c.mu.RUnlock()
//		if ok {
//			return
//		}
//		c.mu.Lock()
//		defer c.mu.Unlock()
//		if _, ok := c.m[key]; !ok { // somebody else may have been faster
//			c.m[key] = 1
//		}
//	}
//
// # Rule lockorder-cycle
//
// Some code takes lock B while it holds A, and other code takes A while it holds
// B; or three locks are taken in a circle. When both run at the same time, each
// can end up with one lock and wait for the other's. Such code works in tests and
// hangs under load. The acquisitions may be in different functions, and in
// different packages: then the report is in the first package that imports
// enough to see the whole cycle.
//
// Here a lock stands for all of its kind: the field mu of all values of a type
// is one lock, of which the analyzer assumes that some value's is taken on both
// sides, by goroutines that can run at the same time. It reports no order among
// the locks of one kind, since trees and lists are locked in an order of their
// own. It is silent if all sides hold another lock that keeps them apart, if the
// locks are only read locks, if an object is new so that nobody else can know
// it, for decorators that call each other through an interface, and for tests.
// Nor does it report what only happens on the way to a panic with a message, since
// that is for callers who break the rules, or sides that never meet: objects that a
// field which they keep from the beginning, such as a kind, tells apart; one side
// that initialises the object and another that has waited for that; an object that
// a single goroutine, started once, takes both ways.
//
// To fix it, choose one order, write it down where the locks are declared, and
// on the side that has it wrong release the first lock before taking the second.
//
// WRONG:
//
//	type scheduler struct {
//		mu      sync.Mutex
//		workers map[*worker]bool
//	}
//
//	type worker struct {
//		mu    sync.Mutex
//		sched *scheduler
//		done  bool
//	}
//
//	func (w *worker) stop() {
//		w.mu.Lock()
//		defer w.mu.Unlock()
//		w.done = true
//	}
//
//	func (s *scheduler) stopAll() {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		for w := range s.workers {
//			w.stop() // scheduler.mu, then worker.mu
//		}
//	}
//
//	func (s *scheduler) remove(w *worker) {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		delete(s.workers, w)
//	}
//
//	func (w *worker) finish() {
//		w.mu.Lock()
//		defer w.mu.Unlock()
//		w.done = true
//		w.sched.remove(w) // worker.mu, then scheduler.mu
//	}
//
// RIGHT:
//
//	type scheduler struct {
//		mu      sync.Mutex // taken before worker.mu
//		workers map[*worker]bool
//	}
//
//	type worker struct {
//		mu    sync.Mutex
//		sched *scheduler
//		done  bool
//	}
//
//	func (w *worker) stop() {
//		w.mu.Lock()
//		defer w.mu.Unlock()
//		w.done = true
//	}
//
//	func (s *scheduler) stopAll() {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		for w := range s.workers {
//			w.stop()
//		}
//	}
//
//	func (s *scheduler) remove(w *worker) {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		delete(s.workers, w)
//	}
//
//	func (w *worker) finish() {
//		w.stop()
//		w.sched.remove(w) // without worker.mu
//	}
//
// # Rule lockorder-declared
//
// The source says which lock comes first, and some code takes them the other way
// round. The order is declared in a comment, best beside the locks:
//
//	// lockorder: device.mu < peers.mu < staging
//
// device.mu is taken before peers.mu, and both before staging. A lock is a field
// ("device.mu", from within the declaration of device also "mu"), a variable
// ("staging"), or either one of an imported package ("pkg.Device.Mu"), and stands
// for the locks of all values of its type. What comes after another "//" is for
// readers. Orders add up, over all declarations and imported packages.
//
// Code that takes locks against the order is reported where it does so, even if
// no other code takes them in the right order yet, and no other lock keeps them
// apart: that is what makes an order something to rely on. What lockorder-cycle
// would find is reported for this reason instead. New objects that nobody else
// knows are free, and so are tests.
//
// A comment that looks like a declaration but names a lock that does not exist,
// or contradicts what others declare, is reported too. conclint graph -order
// shows the order that the code has today.
//
// To fix it, release the first lock before taking the second, or take both in
// the order that is declared.
//
// WRONG:
//
//	type device struct {
//		mu    sync.Mutex // lockorder: device.mu < peer.mu
//		peers []*peer
//	}
//
//	type peer struct {
//		mu     sync.Mutex
//		device *device
//		dead   bool
//	}
//
//	func (d *device) drop(p *peer) {
//		d.mu.Lock()
//		defer d.mu.Unlock()
//		d.peers = slices.DeleteFunc(d.peers, func(q *peer) bool { return q == p })
//	}
//
//	func (p *peer) stop() {
//		p.mu.Lock()
//		defer p.mu.Unlock()
//		p.dead = true
//		p.device.drop(p) // device.mu after peer.mu
//	}
//
// WRONG:
//
//	// lockorder: routes.mu < peers.mu // there is no routes
//	type peers struct {
//		mu sync.Mutex
//	}
//
// RIGHT:
//
//	type device struct {
//		mu    sync.Mutex // lockorder: device.mu < peer.mu
//		peers []*peer
//	}
//
//	type peer struct {
//		mu     sync.Mutex
//		device *device
//		dead   bool
//	}
//
//	func (d *device) drop(p *peer) {
//		d.mu.Lock()
//		defer d.mu.Unlock()
//		d.peers = slices.DeleteFunc(d.peers, func(q *peer) bool { return q == p })
//	}
//
//	func (p *peer) stop() {
//		p.mu.Lock()
//		p.dead = true
//		p.mu.Unlock()
//		p.device.drop(p)
//	}
//
// # Rule lockorder-wait
//
// A goroutine waits for something while it holds a lock: for a channel, a
// WaitGroup, a Cond. Who would end the wait takes the same lock first, and so
// waits for this goroutine, which waits for it. The trace shows both, and the
// steps that brought them there.
//
// To fix it, unlock before the wait, or let the other side do without the lock.
//
// WRONG:
//
//	type watcher struct {
//		mu     sync.Mutex
//		result chan int
//	}
//
//	func start() *watcher {
//		w := &watcher{result: make(chan int)}
//		go func() {
//			w.mu.Lock()
//			w.result <- 1 // the receiver waits for w.mu
//			w.mu.Unlock()
//		}()
//		w.mu.Lock()
//		<-w.result
//		w.mu.Unlock()
//		return w
//	}
//
// RIGHT:
//
//	type watcher struct {
//		mu     sync.Mutex
//		result chan int
//	}
//
//	func start() *watcher {
//		w := &watcher{result: make(chan int)}
//		go func() {
//			w.mu.Lock()
//			w.mu.Unlock()
//			w.result <- 1
//		}()
//		w.mu.Lock()
//		w.mu.Unlock()
//		<-w.result
//		return w
//	}
package lockorder
