package fields

import (
	"context"
	"errors"
	"sync"
	"time"
)

// The loop ends when its source does, whether anybody unsubscribes or not.
type feed struct {
	next  func() (string, bool)
	unsub chan struct{}
	once  sync.Once
	err   chan error
}

func NewFeed(next func() (string, bool)) *feed {
	f := &feed{next: next, unsub: make(chan struct{}), err: make(chan error)}
	go f.loop()
	return f
}

func (f *feed) Unsubscribe() {
	f.once.Do(func() {
		f.unsub <- struct{}{} // want `sending on f.unsub can block for ever`
		<-f.err
	})
}

func (f *feed) loop() {
	defer close(f.err)
	for {
		if _, ok := f.next(); !ok {
			return
		}
		if f.pause() {
			return
		}
	}
}

func (f *feed) pause() bool {
	t := time.NewTimer(time.Second)
	defer t.Stop()
	select {
	case <-t.C:
		return false
	case <-f.unsub:
		return true
	}
}

// The worker leaves when it is told to; the commands go to nobody then.
type worker struct {
	cmds chan string
	quit chan struct{}
}

func NewWorker() *worker {
	w := &worker{cmds: make(chan string), quit: make(chan struct{})}
	go w.run()
	return w
}

func (w *worker) run() {
	for {
		select {
		case c := <-w.cmds:
			println(c)
		case <-w.quit:
			return
		}
	}
}

func (w *worker) Do(c string) {
	w.cmds <- c // want `sending on w.cmds can block for ever`
}

func (w *worker) Close() { close(w.quit) }

// Started by a helper that takes the function to run.
type group struct {
	wg   sync.WaitGroup
	quit chan struct{}
}

func (g *group) start(f func()) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		f()
	}()
}

type prober struct{ enabled chan bool }

func (p *prober) init(g *group) {
	p.enabled = make(chan bool)
	g.start(func() { p.loop(g.quit) })
}

func (p *prober) loop(quit <-chan struct{}) {
	done := false
	for !done {
		select {
		case <-quit:
			done = true
		case on := <-p.enabled:
			println(on)
		}
	}
}

func (p *prober) Enable() {
	p.enabled <- true // want `sending on p.enabled can block for ever`
}

func Probe(g *group) *prober {
	p := new(prober)
	p.init(g)
	return p
}

// On an error nothing is sent.
type answer struct {
	result chan int
}

func Ask(f func() (int, error)) *answer {
	a := &answer{result: make(chan int)}
	go a.run(f)
	return a
}

func (a *answer) run(f func() (int, error)) {
	n, err := f()
	if errors.Is(err, context.Canceled) {
		return
	}
	a.result <- n
}

func (a *answer) Get() int {
	return <-a.result // want `receiving from a.result can block for ever`
}

// Nobody ever closes done.
type server struct {
	done chan struct{}
	conn func() error
}

func Serve(conn func() error) *server {
	s := &server{done: make(chan struct{}), conn: conn}
	go s.wait()
	return s
}

func (s *server) wait() {
	<-s.done // want `receiving from s.done can block for ever`
	_ = s.conn()
}

// To make room, the oldest is dropped; but the consumer may have taken it.
type buffer struct {
	out chan int
	in  chan int
}

func (b *buffer) Out() <-chan int { return b.out }

func Buffer(in chan int) *buffer {
	b := &buffer{out: make(chan int, 16), in: in}
	go b.pump()
	return b
}

func (b *buffer) pump() {
	for n := range b.in {
		select {
		case b.out <- n:
		default:
			<-b.out // want `receiving from b.out can block for ever`
			b.out <- n
		}
	}
}
