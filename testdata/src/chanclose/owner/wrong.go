package owner

import (
	"net/http"
	"sync"
)

// Modelled on a listener that is closed while packets still come in.
type listener struct {
	conns chan int
}

func newListener() *listener { return &listener{conns: make(chan int)} }

func (l *listener) Close() {
	close(l.conns)
}

func (l *listener) handle(c int) {
	select { // want `this sends on l\.conns, which can be closed by then, and so panics \(chanclose-send\)`
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
		close(s.events)
	})
	return s
}

func (s *service) Create() { s.send(1) }
func (s *service) Delete() { s.send(2) }
func (s *service) send(n int) {
	s.events <- n // want `chanclose-send`
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
	close(t.writes) // want `t\.writes is closed here, but \(\*transport\)\.Write may still send on it, which panics \(chanclose-owner\)`
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

// A goroutine that closes what it does not send on.
type backend struct{ dests chan int }

func newBackend() *backend {
	b := &backend{dests: make(chan int)}
	go b.run()
	return b
}

func (b *backend) run() { defer close(b.dests) }

func (b *backend) Update(n int) {
	b.dests <- n // want `chanclose-send`
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

// Requests come at the same time.
func (h *handler) quitHTTP(w http.ResponseWriter, r *http.Request) {
	select {
	case <-h.quit:
	default:
		close(h.quit) // want `h\.quit can be closed already, and closing it again panics \(chanclose-double\)`
	}
}

func (h *handler) mux() *http.ServeMux {
	m := http.NewServeMux()
	m.HandleFunc("/quit", h.quitHTTP)
	return m
}

// It is taken out of the map after the close.
func (s *post) Close() {
	close(s.ch)
	s.office.mu.Lock()
	delete(s.office.posts, s)
	s.office.mu.Unlock()
}

type office struct {
	mu    sync.Mutex
	posts map[*post]bool
}

type post struct {
	office *office
	ch     chan int
}

func newOffice(in <-chan int) *office {
	o := &office{posts: make(map[*post]bool)}
	go func() {
		for n := range in {
			o.mu.Lock()
			for p := range o.posts {
				p.ch <- n // want `this sends on .*\.ch, which can be closed by then`
			}
			o.mu.Unlock()
		}
	}()
	return o
}

func (o *office) Open() *post {
	p := &post{o, make(chan int)}
	o.mu.Lock()
	o.posts[p] = true
	o.mu.Unlock()
	return p
}

// What the closer changes under the lock is not where the sender looks, who has
// another lock.
type desk struct {
	mu, other sync.Mutex
	desks     []*desk
	ch        chan int
}

func newDesk(in <-chan int) *desk {
	d := &desk{ch: make(chan int)}
	go func() {
		for n := range in {
			d.mu.Lock()
			d.ch <- n // want `this sends on the new desk\.ch, which can be closed by then`
			d.mu.Unlock()
		}
	}()
	return d
}

func (d *desk) Close() {
	d.other.Lock()
	d.desks = nil
	d.other.Unlock()
	close(d.ch)
}

// The senders are on their own, and the wait comes after the close.
type hastyAccepter struct {
	accept func() (int, error)
	wg     sync.WaitGroup
	conns  chan int
}

func newHastyAccepter(accept func() (int, error)) *hastyAccepter {
	a := &hastyAccepter{accept: accept, conns: make(chan int)}
	go a.run()
	return a
}

func (a *hastyAccepter) run() {
	defer a.wg.Wait()
	a.work()
	close(a.conns)
}

func (a *hastyAccepter) work() {
	for {
		c, err := a.accept()
		if err != nil {
			return
		}
		a.wg.Go(func() { a.conns <- c }) // want `this sends on a\.conns, which can be closed by then, and so panics \(chanclose-send\)`
	}
}

// Who calls back is shut down too late.
type lateResolver struct {
	sources []source
	changed chan error
}

func newLateResolver(sources []source) *lateResolver {
	return &lateResolver{sources: sources, changed: make(chan error, 1)}
}

func (r *lateResolver) Resolve() {
	for _, s := range r.sources {
		s.Get(r.onChange)
	}
}

func (r *lateResolver) onChange(err error) {
	r.changed <- err // want `this sends on r\.changed, which can be closed by then, and so panics \(chanclose-send\)`
}

func (r *lateResolver) Shutdown() {
	close(r.changed)
	for _, s := range r.sources {
		s.Shutdown()
	}
}

// A cancel function waits for nobody.
type cancelledResolver struct {
	cancel  func()
	sources []source
	changed chan error
}

func newCancelledResolver(sources []source, cancel func()) *cancelledResolver {
	return &cancelledResolver{cancel: cancel, sources: sources, changed: make(chan error, 1)}
}

func (r *cancelledResolver) Resolve() {
	for _, s := range r.sources {
		s.Get(r.onChange)
	}
}

func (r *cancelledResolver) onChange(err error) {
	r.changed <- err // want `this sends on r\.changed, which can be closed by then, and so panics \(chanclose-send\)`
}

func (r *cancelledResolver) Shutdown() {
	r.cancel()
	close(r.changed)
}
