package close

import (
	"context"
	"errors"
	"net"
	"runtime"
	"sync"
	"time"
)

// Closing the channel ends the loop.
type quits struct {
	quit chan struct{}
	once sync.Once
}

func newQuits() *quits {
	q := &quits{quit: make(chan struct{})}
	go q.loop()
	return q
}

func (q *quits) loop() {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-t.C:
		case <-q.quit:
			return
		}
	}
}

func (q *quits) Close() { q.once.Do(func() { close(q.quit) }) }

// So does a message.
type told struct{ quit chan bool }

func (t *told) Start() {
	t.quit = make(chan bool)
	go func() {
		for {
			select {
			case <-time.After(time.Second):
			case <-t.quit:
				return
			}
		}
	}()
}

func (t *told) Stop() { t.quit <- true }

// The channel is closed under another name.
type renamed struct{ in chan int }

func newRenamed() *renamed {
	r := &renamed{in: make(chan int)}
	go func() {
		for range r.in {
			time.Sleep(time.Second)
		}
	}()
	return r
}

func (r *renamed) Close() {
	ch := r.in
	r.in = nil
	end(ch)
}

func end(ch chan int) { close(ch) }

// The channel is somebody else's.
type borrowed struct{ quit <-chan struct{} }

func Borrow(quit <-chan struct{}) *borrowed {
	b := &borrowed{quit: quit}
	go b.loop()
	return b
}

func (b *borrowed) loop() {
	for {
		select {
		case <-b.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (b *borrowed) Close() {}

// Everybody may close it.
type exposed struct{ Quit chan struct{} }

func newExposed() *exposed {
	e := &exposed{Quit: make(chan struct{})}
	go func() {
		for {
			select {
			case <-e.Quit:
				return
			case <-time.After(time.Second):
			}
		}
	}()
	return e
}

func (e *exposed) Close() {}

// A context that is cancelled.
type cancelled struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func newCancelled() *cancelled {
	c := new(cancelled)
	c.ctx, c.cancel = context.WithCancel(context.Background())
	go c.loop()
	return c
}

func (c *cancelled) loop() {
	for c.ctx.Err() == nil {
		time.Sleep(time.Second)
	}
}

func (c *cancelled) Close() { c.cancel() }

// A flag that Close sets.
type flagged struct {
	mu     sync.Mutex
	closed bool
}

func (f *flagged) start() {
	go func() {
		for {
			f.mu.Lock()
			closed := f.closed
			f.mu.Unlock()
			if closed {
				return
			}
			time.Sleep(time.Second)
		}
	}()
}

func (f *flagged) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
}

// Closing the listener makes Accept fail.
type server struct{ l net.Listener }

func serve(l net.Listener) *server {
	s := &server{l: l}
	go s.accept()
	return s
}

func (s *server) accept() {
	for {
		conn, err := s.l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err == nil {
			conn.Close()
		}
	}
}

func (s *server) Close() error { return s.l.Close() }

// Another way to end.
type exits struct{ n int }

func (e *exits) start() {
	go func() {
		for {
			if e.n > 10 {
				runtime.Goexit()
			}
			time.Sleep(time.Second)
		}
	}()
}

func (e *exits) Close() { e.n = 11 }

// Stop is told what to stop: it says nothing of the whole.
type manager struct{ m map[string]int }

func newManager() *manager {
	m := &manager{m: make(map[string]int)}
	go func() {
		for {
			time.Sleep(time.Second)
			m.Stop("x")
		}
	}()
	return m
}

func (m *manager) Stop(name string) { delete(m.m, name) }

// What is only looked at is not owned.
func observe(q *quits) {
	go func() {
		for {
			time.Sleep(time.Second)
			q.once.Do(func() {})
		}
	}()
}

// A channel of channels: whoever gets the quit channel may close it.
type handed struct {
	quit chan struct{}
	ask  chan chan struct{}
}

func newHanded() *handed {
	h := &handed{quit: make(chan struct{}), ask: make(chan chan struct{})}
	go func() {
		for {
			select {
			case h.ask <- h.quit:
			case <-h.quit:
				return
			}
		}
	}()
	return h
}

func (h *handed) Close() { close(<-h.ask) }
