package silent

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// A session shakes hands before anything else, once: with the handshake's lock held
// it takes the input's. Those who read have done so before they take the input's
// lock; if they are to shake hands again they take the other one under it.
type Session struct {
	handshakes sync.Mutex
	in         sync.Mutex
	err        error
	done       atomic.Bool
	client     bool
	frames     *frames // if it is made of frames, and driven by a Driver
}

// Dial makes a session.
func Dial() *Session { return &Session{client: true} }

// Handshake shakes hands unless that is done.
func (s *Session) Handshake() error { return s.handshake(context.Background()) }

func (s *Session) handshake(ctx context.Context) error {
	s.handshakes.Lock()
	defer s.handshakes.Unlock()
	if s.err != nil {
		return s.err
	}
	if s.done.Load() {
		return nil
	}
	s.in.Lock()
	defer s.in.Unlock()
	s.err = s.hello(ctx)
	s.done.Store(s.err == nil)
	return s.err
}

// Read reads.
func (s *Session) Read() error {
	if err := s.Handshake(); err != nil {
		return err
	}
	s.in.Lock()
	defer s.in.Unlock()
	return s.again()
}

func (s *Session) again() error {
	if !s.client {
		return errors.New("not for servers")
	}
	s.handshakes.Lock()
	defer s.handshakes.Unlock()
	s.done.Store(false)
	s.err = s.hello(context.Background())
	s.done.Store(s.err == nil)
	return s.err
}

// A session of frames gives the handshake's lock back while it waits for more, with
// the input's lock held. It shakes hands in one goroutine only, which its Driver
// starts, once.
type frames struct {
	started bool
	more    chan struct{}
}

func (s *Session) hello(ctx context.Context) error {
	if s.frames != nil {
		return s.wait(ctx)
	}
	return ctx.Err()
}

func (s *Session) wait(ctx context.Context) error {
	s.handshakes.Unlock()
	defer s.handshakes.Lock()
	select {
	case <-s.frames.more:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Driver drives a session of frames.
type Driver struct{ session *Session }

// NewDriver returns a driver.
func NewDriver() *Driver { return newDriver(Dial()) }

func newDriver(s *Session) *Driver {
	s.frames = &frames{more: make(chan struct{})}
	return &Driver{session: s}
}

// Start starts the handshake.
func (d *Driver) Start(ctx context.Context) error {
	if d.session.frames.started {
		return errors.New("started before")
	}
	d.session.frames.started = true
	go d.session.handshake(ctx)
	return nil
}

// More gives it more.
func (d *Driver) More() { d.session.frames.more <- struct{}{} }
