package twice

import (
	"context"
	"sync"
)

// Modelled on a buffer of which one method forgets to say that it has closed.
type buffer struct {
	mu      sync.Mutex
	ch      chan int
	backlog []int
	closing bool
	closed  bool
}

func newBuffer() *buffer { return &buffer{ch: make(chan int, 1)} }

func (b *buffer) Load() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.backlog) > 0 {
		select {
		case b.ch <- b.backlog[0]:
			b.backlog = b.backlog[1:]
		default:
		}
	} else if b.closing && !b.closed {
		close(b.ch) // want `b\.ch can be closed already, and closing it again panics \(chanclose-double\)`
	}
}

func (b *buffer) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closing {
		return
	}
	b.closing = true
	if len(b.backlog) == 0 {
		b.closed = true
		close(b.ch)
	}
}

// Modelled on a stream that starts again when it has users again.
type transport struct {
	mu     sync.Mutex
	users  int
	cancel func()
	done   chan bool
}

func newTransport() *transport { return &transport{done: make(chan bool)} }

func (t *transport) start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.users++
	if t.users != 1 {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.cancel = cancel
	go t.run(ctx)
}

func (t *transport) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.users--
	if t.users != 0 {
		return
	}
	t.cancel()
	<-t.done
}

func (t *transport) run(ctx context.Context) {
	defer close(t.done) // want `t\.done can be closed already`
	<-ctx.Done()
}

// The same with a flag.
type service struct {
	mu      sync.Mutex
	running bool
	quit    chan bool
	done    chan bool
}

func newService() *service { return &service{quit: make(chan bool), done: make(chan bool)} }

func (s *service) Start() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running {
		return
	}
	s.running = true
	go s.loop()
}

func (s *service) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running {
		s.running = false
		s.quit <- true
		<-s.done
	}
}

func (s *service) loop() {
	defer close(s.done) // want `s\.done can be closed already`
	<-s.quit
}

// And with a literal.
type ticker struct {
	mu      sync.Mutex
	stopped bool
	done    chan bool
}

func newTicker() *ticker { return &ticker{stopped: true, done: make(chan bool)} }

func (t *ticker) Start(f func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stopped {
		t.stopped = false
		go func() {
			defer close(t.done) // want `t\.done can be closed already`
			f()
		}()
	}
}

func (t *ticker) Stop() {
	t.mu.Lock()
	t.stopped = true
	t.mu.Unlock()
	<-t.done
}
