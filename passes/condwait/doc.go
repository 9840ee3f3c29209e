// Package condwait defines an Analyzer that finds waits for a sync.Cond which
// never end, and wrong uses of one.
//
// # Analyzer condwait
//
// condwait: find waits for a sync.Cond that never end, and wrong uses of one
//
// Who waits for a Cond sleeps until somebody signals it, and then looks whether
// what it waits for has come true. If that was signalled before, or is never
// signalled at all, it sleeps for ever.
//
// The analyzer tries the orders in which the goroutines of a function can take
// turns, as chanblock does, and reports a wait that nothing can end any more. In
// types that have a Cond it compares what the methods that wait look at with
// what others change, under which lock, and whom they wake.
//
// # Rule condwait-signal
//
// A goroutine waits for a Cond that nobody will signal: what would have
// signalled it has failed, has forgotten to, or did so before the wait began; or
// the package that has the Cond to itself has no Signal and no Broadcast for it.
//
// To fix it, signal on every path that changes what is waited for, an error
// included, and check it under the lock before waiting.
//
// WRONG:
//
//	func start(activate func() error) {
//		var mu sync.Mutex
//		ready := sync.NewCond(&mu)
//		done := false
//		go func() {
//			if activate() != nil {
//				return // nobody wakes the waiter
//			}
//			mu.Lock()
//			done = true
//			mu.Unlock()
//			ready.Broadcast()
//		}()
//		mu.Lock()
//		for !done {
//			ready.Wait()
//		}
//		mu.Unlock()
//	}
//
// RIGHT:
//
//	func start(activate func() error) {
//		var mu sync.Mutex
//		ready := sync.NewCond(&mu)
//		done := false
//		go func() {
//			activate()
//			mu.Lock()
//			done = true
//			mu.Unlock()
//			ready.Broadcast()
//		}()
//		mu.Lock()
//		for !done {
//			ready.Wait()
//		}
//		mu.Unlock()
//	}
//
// # Rule condwait-loop
//
// Wait returns, and nothing looks again whether what was waited for is true.
// Somebody else can have been quicker: between the signal and the moment when
// the waiter has the lock again, others may take it. And a Broadcast may be meant
// for those who wait for something else. Not reported is who only wants to be woken:
// nothing decides whether it waits, and who wakes it changes nothing.
//
// To fix it, wait in a loop: for, not if.
//
// WRONG:
//
//	type queue struct {
//		mu    sync.Mutex
//		more  *sync.Cond
//		items []int
//	}
//
//	func newQueue() *queue {
//		q := &queue{}
//		q.more = sync.NewCond(&q.mu)
//		return q
//	}
//
//	func (q *queue) put(n int) {
//		q.mu.Lock()
//		q.items = append(q.items, n)
//		q.mu.Unlock()
//		q.more.Signal()
//	}
//
//	func (q *queue) get() int {
//		q.mu.Lock()
//		defer q.mu.Unlock()
//		if len(q.items) == 0 {
//			q.more.Wait()
//		}
//		n := q.items[0] // another one may have taken it
//		q.items = q.items[1:]
//		return n
//	}
//
// RIGHT:
//
//	type queue struct {
//		mu    sync.Mutex
//		more  *sync.Cond
//		items []int
//	}
//
//	func newQueue() *queue {
//		q := &queue{}
//		q.more = sync.NewCond(&q.mu)
//		return q
//	}
//
//	func (q *queue) put(n int) {
//		q.mu.Lock()
//		q.items = append(q.items, n)
//		q.mu.Unlock()
//		q.more.Signal()
//	}
//
//	func (q *queue) get() int {
//		q.mu.Lock()
//		defer q.mu.Unlock()
//		for len(q.items) == 0 {
//			q.more.Wait()
//		}
//		n := q.items[0]
//		q.items = q.items[1:]
//		return n
//	}
//
// # Rule condwait-lock
//
// Wait unlocks the Cond's lock, sleeps, and locks it again. A goroutine that does
// not hold the lock crashes there, or unlocks it for somebody else. This is only
// reported where no caller can hold the lock either.
//
// To fix it, lock before looking at what is waited for.
//
// WRONG:
//
//	type gate struct {
//		mu   sync.Mutex
//		cond *sync.Cond
//		open bool
//	}
//
//	func newGate() *gate {
//		g := &gate{}
//		g.cond = sync.NewCond(&g.mu)
//		return g
//	}
//
//	func (g *gate) unlock() {
//		g.mu.Lock()
//		g.open = true
//		g.mu.Unlock()
//		g.cond.Broadcast()
//	}
//
//	func (g *gate) pass() {
//		for !g.open {
//			g.cond.Wait()
//		}
//	}
//
// RIGHT:
//
//	type gate struct {
//		mu   sync.Mutex
//		cond *sync.Cond
//		open bool
//	}
//
//	func newGate() *gate {
//		g := &gate{}
//		g.cond = sync.NewCond(&g.mu)
//		return g
//	}
//
//	func (g *gate) unlock() {
//		g.mu.Lock()
//		g.open = true
//		g.mu.Unlock()
//		g.cond.Broadcast()
//	}
//
//	func (g *gate) pass() {
//		g.mu.Lock()
//		defer g.mu.Unlock()
//		for !g.open {
//			g.cond.Wait()
//		}
//	}
//
// # Rule condwait-change
//
// A method makes true what another one waits for, but wakes nobody, while others
// that do the same do wake the waiters. They go on sleeping.
//
// To fix it, call Signal or Broadcast after the change.
//
// WRONG:
//
//	type worker struct {
//		mu     sync.Mutex
//		cond   *sync.Cond
//		paused bool
//	}
//
//	func newWorker() *worker {
//		w := &worker{}
//		w.cond = sync.NewCond(&w.mu)
//		return w
//	}
//
//	func (w *worker) wait() {
//		w.mu.Lock()
//		for w.paused {
//			w.cond.Wait()
//		}
//		w.mu.Unlock()
//	}
//
//	func (w *worker) stop() {
//		w.mu.Lock()
//		w.paused = false
//		w.mu.Unlock()
//		w.cond.Broadcast()
//	}
//
//	func (w *worker) resume() {
//		w.mu.Lock()
//		w.paused = false // who is told?
//		w.mu.Unlock()
//	}
//
// RIGHT:
//
//	type worker struct {
//		mu     sync.Mutex
//		cond   *sync.Cond
//		paused bool
//	}
//
//	func newWorker() *worker {
//		w := &worker{}
//		w.cond = sync.NewCond(&w.mu)
//		return w
//	}
//
//	func (w *worker) wait() {
//		w.mu.Lock()
//		for w.paused {
//			w.cond.Wait()
//		}
//		w.mu.Unlock()
//	}
//
//	func (w *worker) pause() {
//		w.mu.Lock()
//		w.paused = true
//		w.mu.Unlock()
//	}
//
//	func (w *worker) resume() {
//		w.mu.Lock()
//		w.paused = false
//		w.mu.Unlock()
//		w.cond.Broadcast()
//	}
//
// # Rule condwait-lost
//
// A waiter can miss the signal that is meant for it: what it waits for is
// changed, and the Cond signalled, without the lock. Both can happen between the
// waiter's last look and its sleep, and that the variable is atomic does not
// help.
//
// To fix it, change the variable with the lock held.
//
// WRONG:
//
//	type server struct {
//		mu     sync.Mutex
//		cond   *sync.Cond
//		closed atomic.Bool
//	}
//
//	func newServer() *server {
//		s := &server{}
//		s.cond = sync.NewCond(&s.mu)
//		return s
//	}
//
//	func (s *server) wait() {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		for !s.closed.Load() {
//			s.cond.Wait()
//		}
//	}
//
//	func (s *server) close() {
//		s.closed.Store(true)
//		s.cond.Broadcast()
//	}
//
// RIGHT:
//
//	type server struct {
//		mu     sync.Mutex
//		cond   *sync.Cond
//		closed atomic.Bool
//	}
//
//	func newServer() *server {
//		s := &server{}
//		s.cond = sync.NewCond(&s.mu)
//		return s
//	}
//
//	func (s *server) wait() {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		for !s.closed.Load() {
//			s.cond.Wait()
//		}
//	}
//
//	func (s *server) close() {
//		s.mu.Lock()
//		s.closed.Store(true)
//		s.mu.Unlock()
//		s.cond.Broadcast()
//	}
//
// # Rule condwait-kinds
//
// A Cond has several kinds of waiters, and Signal wakes one of them: perhaps one
// that waits for something else, finds that not come true, and goes back to
// sleep, while the one that was meant sleeps on. The rule is off by default,
// since it may be that never two of them wait at the same time.
//
// To fix it, use Broadcast, or one Cond for each kind of waiter.
//
// WRONG:
//
//	type pipe struct {
//		mu   sync.Mutex
//		cond *sync.Cond
//		buf  []byte
//		max  int
//	}
//
//	func newPipe() *pipe {
//		p := &pipe{max: 10}
//		p.cond = sync.NewCond(&p.mu)
//		return p
//	}
//
//	func (p *pipe) write(b byte) {
//		p.mu.Lock()
//		for len(p.buf) >= p.max {
//			p.cond.Wait()
//		}
//		p.buf = append(p.buf, b)
//		p.cond.Broadcast()
//		p.mu.Unlock()
//	}
//
//	func (p *pipe) read() byte {
//		p.mu.Lock()
//		defer p.mu.Unlock()
//		for len(p.buf) == 0 {
//			p.cond.Wait()
//		}
//		b := p.buf[0]
//		p.buf = p.buf[1:]
//		p.cond.Signal() // a writer or another reader?
//		return b
//	}
//
// RIGHT:
//
//	type pipe struct {
//		mu   sync.Mutex
//		cond *sync.Cond
//		buf  []byte
//		max  int
//	}
//
//	func newPipe() *pipe {
//		p := &pipe{max: 10}
//		p.cond = sync.NewCond(&p.mu)
//		return p
//	}
//
//	func (p *pipe) write(b byte) {
//		p.mu.Lock()
//		for len(p.buf) >= p.max {
//			p.cond.Wait()
//		}
//		p.buf = append(p.buf, b)
//		p.cond.Broadcast()
//		p.mu.Unlock()
//	}
//
//	func (p *pipe) read() byte {
//		p.mu.Lock()
//		defer p.mu.Unlock()
//		for len(p.buf) == 0 {
//			p.cond.Wait()
//		}
//		b := p.buf[0]
//		p.buf = p.buf[1:]
//		p.cond.Broadcast()
//		return b
//	}
package condwait
