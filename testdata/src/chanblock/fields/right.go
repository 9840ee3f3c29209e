package fields

import (
	"sync"
	"sync/atomic"
)

// Whoever sends looks at what ends the loop, too.
type polite struct {
	cmds chan string
	quit chan struct{}
}

func NewPolite() *polite {
	p := &polite{cmds: make(chan string), quit: make(chan struct{})}
	go func() {
		for {
			select {
			case c := <-p.cmds:
				println(c)
			case <-p.quit:
				return
			}
		}
	}()
	return p
}

func (p *polite) Do(c string) {
	select {
	case p.cmds <- c:
	case <-p.quit:
	}
}

func (p *polite) Close() { close(p.quit) }

// The loop ends with the channel only.
type endless struct {
	cmds chan string
}

func NewEndless() *endless {
	e := &endless{cmds: make(chan string)}
	go e.run()
	return e
}

func (e *endless) run() {
	n := 0
	for c := range e.cmds {
		if c == "" {
			continue
		}
		n++
	}
	println(n)
}

func (e *endless) Do(c string) { e.cmds <- c }

func (e *endless) Close() { close(e.cmds) }

// A flag in the loop's condition that only the channel changes.
type flagged struct {
	enabled chan bool
	tick    chan int
}

func NewFlagged(tick chan int) *flagged {
	f := &flagged{enabled: make(chan bool), tick: tick}
	go f.run()
	return f
}

func (f *flagged) run() {
	for more := true; more; {
		select {
		case n := <-f.tick:
			println(n)
		case _, more = <-f.enabled:
		}
	}
}

func (f *flagged) Enable() { f.enabled <- true }

func (f *flagged) Close() { close(f.enabled) }

// What is deferred happens on every path.
type deferred struct {
	done chan struct{}
}

func NewDeferred(work func() error) *deferred {
	d := &deferred{done: make(chan struct{})}
	go d.run(work)
	return d
}

func (d *deferred) run(work func() error) {
	defer close(d.done)
	if work() != nil {
		return
	}
	_ = work()
}

func (d *deferred) Wait() { <-d.done }

// The answer is sent at the end of each way.
type both struct {
	result chan error
}

func NewBoth(work func() error) *both {
	b := &both{result: make(chan error)}
	go b.run(work)
	return b
}

func (b *both) run(work func() error) {
	if err := work(); err != nil {
		b.fail(err)
		return
	}
	b.result <- nil
}

func (b *both) fail(err error) { b.result <- err }

func (b *both) Wait() error { return <-b.result }

// Room for one is enough.
type roomy struct{ result chan error }

func NewRoomy(work func() error) *roomy {
	r := &roomy{result: make(chan error, 1)}
	go func() { r.result <- work() }()
	return r
}

func (r *roomy) TryWait() error {
	select {
	case err := <-r.result:
		return err
	default:
		return nil
	}
}

// Others can be at the other end.
type exposed struct {
	C    chan int
	quit chan struct{}
}

func NewExposed() *exposed {
	e := &exposed{C: make(chan int), quit: make(chan struct{})}
	go func() {
		select {
		case <-e.C:
		case <-e.quit:
		}
	}()
	return e
}

func (e *exposed) Put(n int) { e.C <- n }

func (e *exposed) Close() { close(e.quit) }

// The channel is handed to somebody else.
type handed struct {
	events chan string
	quit   chan struct{}
}

func NewHanded(subscribe func(<-chan string)) *handed {
	h := &handed{events: make(chan string), quit: make(chan struct{})}
	subscribe(h.events)
	go func() {
		select {
		case <-h.events:
		case <-h.quit:
		}
	}()
	return h
}

func (h *handed) Put(s string) { h.events <- s }

func (h *handed) Close() { close(h.quit) }

// A state says whether the loop is still there.
type stateful struct {
	mu     sync.Mutex
	closed bool
	cmds   chan string
	quit   chan struct{}
}

func NewStateful() *stateful {
	s := &stateful{cmds: make(chan string), quit: make(chan struct{})}
	go s.run()
	return s
}

func (s *stateful) run() {
	for {
		select {
		case c := <-s.cmds:
			println(c)
		case <-s.quit:
			return
		}
	}
}

func (s *stateful) Do(c string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.cmds <- c
}

func (s *stateful) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	close(s.quit)
}

type counted struct {
	running atomic.Bool
	cmds    chan string
	quit    chan struct{}
}

func NewCounted() *counted {
	c := &counted{cmds: make(chan string), quit: make(chan struct{})}
	c.running.Store(true)
	go func() {
		defer c.running.Store(false)
		for {
			select {
			case <-c.cmds:
			case <-c.quit:
				return
			}
		}
	}()
	return c
}

func (c *counted) Do(s string) {
	if c.running.Load() {
		c.cmds <- s
	}
}

// Two take turns: whoever calls is at one end, and so is the next.
type baton struct{ turn chan struct{} }

func NewBaton() *baton { return &baton{turn: make(chan struct{})} }

func (b *baton) Pass() { b.turn <- struct{}{} }

func (b *baton) Take() { <-b.turn }

// Nobody but this goroutine receives, so what was full is not empty.
type ring struct {
	slots chan int
	in    chan int
}

func NewRing(in chan int) *ring {
	r := &ring{slots: make(chan int, 4), in: in}
	go r.pump()
	return r
}

func (r *ring) pump() {
	for n := range r.in {
		select {
		case r.slots <- n:
		default:
			<-r.slots
			r.slots <- n
		}
	}
}

// Room is made without waiting.
type careful struct {
	out chan int
	in  chan int
}

func (c *careful) Out() <-chan int { return c.out }

func NewCareful(in chan int) *careful {
	c := &careful{out: make(chan int, 4), in: in}
	go c.pump()
	return c
}

func (c *careful) pump() {
	for n := range c.in {
		select {
		case c.out <- n:
		default:
			select {
			case <-c.out:
			default:
			}
			c.out <- n
		}
	}
}

// The last of several reports.
type command struct {
	errs <-chan error
}

func (c *command) start(fns []func() error) {
	errs := make(chan error)
	c.errs = errs
	status := make(chan int, 1)
	status <- len(fns)
	for _, fn := range fns {
		go func() {
			err := fn()
			n := <-status
			if n--; n == 0 {
				errs <- err
			} else {
				status <- n
			}
		}()
	}
}

func (c *command) wait() error { return <-c.errs }

func Command(fns []func() error) error {
	c := new(command)
	c.start(fns)
	return c.wait()
}

// Before the loop's goroutine leaves, it hears all that are still there.
type stream struct {
	subs    map[string]*sub
	closing chan *sub
	quit    chan struct{}
}

type sub struct{ name string }

func NewStream() *stream {
	s := &stream{subs: make(map[string]*sub), closing: make(chan *sub), quit: make(chan struct{})}
	go s.run()
	return s
}

func (s *stream) run() {
	defer func() {
		for range s.subs {
			s.forget(<-s.closing)
		}
	}()
	for {
		select {
		case sub := <-s.closing:
			s.forget(sub)
		case <-s.quit:
			return
		}
	}
}

func (s *stream) forget(u *sub) { delete(s.subs, u.name) }

func (s *stream) Leave(u *sub) { s.closing <- u }

// The goroutine makes a channel for each piece of work, and answers it.
type piece struct{ written chan struct{} }

func Pieces(in <-chan int, quit <-chan struct{}) <-chan *piece {
	out := make(chan *piece)
	go func() {
		for {
			select {
			case n := <-in:
				p := &piece{written: make(chan struct{})}
				out <- p
				println(n)
				p.written <- struct{}{}
			case <-quit:
				return
			}
		}
	}()
	return out
}

func (p *piece) Await() { <-p.written }

// Whoever stops it closes, and anybody may.
type broadcasts struct {
	updates chan string
	wp      *proxy
}

type proxy struct{ bs []*broadcasts }

func newBroadcasts(p *proxy) *broadcasts {
	b := &broadcasts{updates: make(chan string), wp: p}
	go func() {
		for u := range b.updates {
			println(u)
		}
	}()
	return b
}

func (b *broadcasts) stop() { close(b.updates) }

func (p *proxy) Add() { p.bs = append(p.bs, newBroadcasts(p)) }

func (p *proxy) Remove(i int, empty func() bool) {
	b := p.bs[i]
	go func() {
		if empty() {
			b.stop()
		}
	}()
}

// Nobody receives, but the send ends when the channel is closed.
type closing struct{ out chan int }

func NewClosing() *closing {
	c := &closing{out: make(chan int)}
	go c.run()
	return c
}

func (c *closing) run() { close(c.out) }

func (c *closing) Put(n int) { c.out <- n }
