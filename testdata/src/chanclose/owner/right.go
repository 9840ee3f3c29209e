package owner

import "sync"

// A flag under a lock.
type guarded struct {
	mu     sync.Mutex
	closed bool
	ch     chan int
}

func newGuarded() *guarded { return &guarded{ch: make(chan int, 1)} }

func (g *guarded) Send(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.ch <- n
	}
}

func (g *guarded) Close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return
	}
	g.closed = true
	close(g.ch)
}

// The callers hold the lock.
type inner struct {
	mu sync.RWMutex
	ch chan int
}

func newInner() *inner { return &inner{ch: make(chan int, 1)} }

func (i *inner) Send(n int) {
	i.mu.RLock()
	defer i.mu.RUnlock()
	i.sendLocked(n)
}

func (i *inner) sendLocked(n int) {
	select {
	case i.ch <- n:
	default:
	}
}

func (i *inner) Close() {
	i.mu.Lock()
	i.closeLocked()
	i.mu.Unlock()
}

func (i *inner) closeLocked() { close(i.ch) }

// The last of n closes.
type workers struct {
	wg  sync.WaitGroup
	out chan int
}

func newWorkers() *workers {
	w := &workers{out: make(chan int)}
	for i := 0; i < 3; i++ {
		w.wg.Add(1)
		go w.work(i)
	}
	go w.finish()
	return w
}

func (w *workers) work(n int) {
	defer w.wg.Done()
	w.out <- n
}

func (w *workers) finish() {
	w.wg.Wait()
	close(w.out)
}

// The only sender closes.
type producer struct {
	out  chan int
	stop chan bool
}

func newProducer() *producer {
	p := &producer{out: make(chan int), stop: make(chan bool)}
	go p.run()
	return p
}

func (p *producer) run() {
	defer close(p.out)
	for i := 0; ; i++ {
		if !p.push(i) {
			return
		}
	}
}

func (p *producer) push(n int) bool {
	select {
	case p.out <- n:
		return true
	case <-p.stop:
		return false
	}
}

func (p *producer) Close() { close(p.stop) }

// Closed after the sender said that it has ended.
type joined struct {
	in, out   chan int
	quit, end chan bool
}

func newJoined() *joined {
	j := &joined{in: make(chan int), out: make(chan int), quit: make(chan bool), end: make(chan bool)}
	go j.loop()
	return j
}

func (j *joined) loop() {
	defer close(j.end)
	for {
		select {
		case n := <-j.in:
			j.out <- n
		case <-j.quit:
			return
		}
	}
}

func (j *joined) Stop() {
	close(j.quit)
	j.join()
	close(j.out)
}

func (j *joined) join() { <-j.end }

// Never closed: another channel tells.
type cancelled struct {
	ch   chan int
	done chan bool
	once sync.Once
}

func (c *cancelled) Send(n int) {
	select {
	case c.ch <- n:
	case <-c.done:
	}
}

func (c *cancelled) Close() { c.once.Do(func() { close(c.done) }) }

// A new channel each time.
type session struct{ ch chan int }

func (s *session) Open() { s.ch = make(chan int) }

func (s *session) Send(n int) { s.ch <- n }

func (s *session) Close() { close(s.ch) }

// The sender is prepared.
type careless struct{ ch chan int }

func newCareless() *careless { return &careless{ch: make(chan int)} }

func (c *careless) Send(n int) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	c.ch <- n
	return true
}

func (c *careless) Close() { close(c.ch) }

// Asked and closed under one lock.
type asked struct {
	mu   sync.Mutex
	quit chan bool
}

func newAsked() *asked { return &asked{quit: make(chan bool)} }

func (a *asked) Stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	select {
	case <-a.quit:
	default:
		close(a.quit)
	}
}

// Each sender closes, and only one of them is called.
type hold struct{ result chan error }

func newHold() *hold { return &hold{result: make(chan error, 1)} }

func (h *hold) Resume() {
	h.result <- nil
	close(h.result)
}

func (h *hold) Fail(err error) {
	h.result <- err
	close(h.result)
}

// What is in the channel is a token.
type counted struct{ active chan int }

func newCounted() *counted {
	c := &counted{active: make(chan int, 1)}
	c.active <- 0
	return c
}

func (c *counted) Open() {
	if n, ok := <-c.active; ok {
		c.active <- n + 1
	}
}

func (c *counted) Close() {
	if _, ok := <-c.active; ok {
		close(c.active)
	}
}

// What is sent is sent before the goroutine that closes is started.
type announcer struct{ news chan string }

func (a *announcer) send(s string) { a.news <- s }

func (a *announcer) stop() { close(a.news) }

func announce(s string, hear func(string)) {
	a := &announcer{news: make(chan string, 1)}
	a.send(s)
	go a.stop()
	for s := range a.news {
		hear(s)
	}
}

// Those that are sent to are in a map, and nobody is closed who still is.
type hub struct {
	mu   sync.Mutex
	subs map[*sub]bool
	in   chan int
}

type sub struct {
	hub *hub
	ch  chan int
}

func newHub() *hub {
	h := &hub{subs: make(map[*sub]bool), in: make(chan int)}
	go h.run()
	return h
}

func (h *hub) run() {
	for n := range h.in {
		h.publish(n)
	}
}

func (h *hub) publish(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs {
		s.ch <- n
	}
}

func (h *hub) Subscribe() *sub {
	s := &sub{h, make(chan int)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.subs[s] = true
	return s
}

func (s *sub) Close() {
	s.hub.mu.Lock()
	delete(s.hub.subs, s)
	s.hub.mu.Unlock()
	close(s.ch)
}

// The same with a slice, by helpers.
type board struct {
	mu    sync.RWMutex
	lists []*list
}

type list struct{ ch chan string }

func newBoard(news <-chan string) *board {
	b := new(board)
	go func() {
		for s := range news {
			b.mu.RLock()
			b.tell(s)
			b.mu.RUnlock()
		}
	}()
	return b
}

func (b *board) tell(s string) {
	for _, l := range b.lists {
		l.deliver(s)
	}
}

func (l *list) deliver(s string) { l.ch <- s }

func (b *board) Add() *list {
	l := &list{ch: make(chan string)}
	b.mu.Lock()
	b.lists = append(b.lists, l)
	b.mu.Unlock()
	return l
}

func (b *board) remove(l *list) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range b.lists {
		if b.lists[i] == l {
			b.lists = append(b.lists[:i], b.lists[i+1:]...)
			return
		}
	}
}

func (b *board) Drop(l *list) {
	b.remove(l)
	close(l.ch)
}

// What the goroutine calls before it closes the channels waits for the senders when it
// returns.
type accepter struct {
	accept func() (int, error)
	wg     sync.WaitGroup
	conns  chan int
}

func newAccepter(accept func() (int, error)) *accepter {
	a := &accepter{accept: accept, conns: make(chan int)}
	a.wg.Go(func() {
		a.work()
		close(a.conns)
	})
	return a
}

func (a *accepter) work() {
	wg := sync.WaitGroup{}
	defer wg.Wait()
	for {
		c, err := a.accept()
		if err != nil {
			return
		}
		wg.Go(func() { a.conns <- c })
	}
}

// Who calls back is shut down before.
type resolver struct {
	sources []source
	closers []func() error
	changed chan error
}

type source interface {
	Get(changed func(error)) func() error
	Shutdown() error
}

func newResolver(sources []source) *resolver {
	return &resolver{sources: sources, changed: make(chan error, 1)}
}

func (r *resolver) Resolve() {
	for _, s := range r.sources {
		r.closers = append(r.closers, s.Get(r.onChange))
	}
}

func (r *resolver) onChange(err error) { r.changed <- err }

func (r *resolver) Shutdown() (err error) {
	for _, s := range r.sources {
		err = s.Shutdown()
	}
	close(r.changed)
	return err
}
