package owner

import "sync"

// Modelled on a listener that is closed while packets still come in.
type listener struct {
	conns chan int
}

func newListener() *listener { return &listener{conns: make(chan int)} }

func (l *listener) Close() {
	close(l.conns) // want `l\.conns is closed here, but \(\*listener\)\.handle may still send on it, which panics \(chanclose-owner\)`
}

func (l *listener) handle(c int) {
	select {
	case l.conns <- c:
	default:
	}
}

func (l *listener) handler() func(int) { return l.handle }

// A callback of somebody else closes what requests send on.
type events interface{ OnShutdown(func()) }

type service struct{ events chan int }

func NewService(ev events) *service {
	s := &service{events: make(chan int, 8)}
	ev.OnShutdown(func() {
		close(s.events) // want `chanclose-owner`
	})
	return s
}

func (s *service) Create() { s.send(1) }
func (s *service) Delete() { s.send(2) }
func (s *service) send(n int) {
	s.events <- n
}

// Another channel tells the senders, but does not keep them from sending.
type transport struct {
	done   chan bool
	writes chan func()
}

func newTransport() *transport {
	return &transport{done: make(chan bool), writes: make(chan func())}
}

func (t *transport) Write(f func()) {
	select {
	case t.writes <- f:
	case <-t.done:
	}
}

func (t *transport) Finish() {
	close(t.done)
	close(t.writes) // want `chanclose-owner`
}

// A Once does not help who sends.
type pool struct {
	work chan func()
	once sync.Once
}

func newPool() *pool { return &pool{work: make(chan func())} }

func (p *pool) Go(f func()) { p.work <- f }

func (p *pool) Wait() {
	p.once.Do(func() {
		close(p.work) // want `chanclose-owner`
	})
}

// The receiver's goroutine closes.
type watcher struct{ dests chan int }

func newWatcher() *watcher {
	w := &watcher{dests: make(chan int)}
	go w.run()
	return w
}

func (w *watcher) run() {
	defer close(w.dests) // want `chanclose-owner`
	for n := range w.dests {
		if n == 0 {
			return
		}
	}
}

func (w *watcher) Update(n int) { w.dests <- n }

// Everybody may ask at once, and nobody has the lock.
type handler struct{ quit chan bool }

func newHandler() *handler { return &handler{quit: make(chan bool)} }

func (h *handler) register(route func(string, func(string))) {
	route("/quit", h.onQuit)
}

func (h *handler) onQuit(string) {
	select {
	case <-h.quit:
	default:
		close(h.quit) // want `h\.quit is closed here, but two goroutines may both have found it open`
	}
}
