package cycle

import (
	"context"
	"sync"
)

// Lazy is like a hand-made Once, but who reads need not have waited for it.
type Lazy struct {
	init, data sync.Mutex
	ready      bool
}

func (l *Lazy) prepare() {
	l.init.Lock()
	defer l.init.Unlock()
	if l.ready {
		return
	}
	l.data.Lock() // want `cycle\.Lazy\.data is locked while cycle\.Lazy\.init is held, but elsewhere in the opposite order`
	defer l.data.Unlock()
	l.ready = true
}

// Read reads.
func (l *Lazy) Read() {
	l.data.Lock()
	defer l.data.Unlock()
	l.init.Lock()
	defer l.init.Unlock()
}

// Write writes.
func (l *Lazy) Write() { l.prepare() }

// Undone can be made to begin again.
type Undone struct {
	init, data sync.Mutex
	ready      bool
}

func (u *Undone) prepare() {
	u.init.Lock()
	defer u.init.Unlock()
	if u.ready {
		return
	}
	u.data.Lock() // want `cycle\.Undone\.data is locked while cycle\.Undone\.init is held, but elsewhere in the opposite order`
	defer u.data.Unlock()
	u.ready = true
}

// Read reads.
func (u *Undone) Read() {
	u.prepare()
	u.data.Lock()
	defer u.data.Unlock()
	u.init.Lock()
	defer u.init.Unlock()
}

// Reset forgets.
func (u *Undone) Reset() { u.ready = false }

// A flow gives a lock back while it waits, with the other one held, and may be
// started twice.
type flow struct {
	start, in sync.Mutex
	frames    *frames
}

type frames struct {
	started bool
	more    chan struct{}
}

func (s *flow) run(ctx context.Context) {
	s.start.Lock()
	defer s.start.Unlock()
	s.in.Lock()
	defer s.in.Unlock()
	if s.frames != nil {
		s.wait(ctx) // want `cycle\.flow\.start is locked while cycle\.flow\.in is held, but elsewhere in the opposite order`
	}
}

func (s *flow) wait(ctx context.Context) {
	s.start.Unlock()
	defer s.start.Lock()
	select {
	case <-s.frames.more:
	case <-ctx.Done():
	}
}

// Driver drives a flow.
type Driver struct{ flow *flow }

// NewDriver returns a driver.
func NewDriver() *Driver {
	return &Driver{&flow{frames: &frames{more: make(chan struct{})}}}
}

// Start starts it.
func (d *Driver) Start(ctx context.Context) { go d.flow.run(ctx) }

// Plain runs another one.
func Plain(ctx context.Context) { new(flow).run(ctx) }

// Stream is one that everybody can run.
type Stream struct {
	start, in sync.Mutex
	frames    *frames
}

// Run runs it.
func (s *Stream) Run(ctx context.Context) {
	s.start.Lock()
	defer s.start.Unlock()
	s.in.Lock()
	defer s.in.Unlock()
	if s.frames != nil {
		s.wait(ctx) // want `cycle\.Stream\.start is locked while cycle\.Stream\.in is held, but elsewhere in the opposite order`
	}
}

func (s *Stream) wait(ctx context.Context) {
	s.start.Unlock()
	defer s.start.Lock()
	select {
	case <-s.frames.more:
	case <-ctx.Done():
	}
}

// Opener opens a flow.
type Opener struct{ flow *Stream }

// NewOpener returns an opener.
func NewOpener() *Opener {
	return &Opener{&Stream{frames: &frames{more: make(chan struct{})}}}
}

// Start starts it, once, but others can have it.
func (o *Opener) Start(ctx context.Context) {
	if o.flow.frames.started {
		return
	}
	o.flow.frames.started = true
	go o.flow.Run(ctx)
}

// Stream returns the flow.
func (o *Opener) Stream() *Stream { return o.flow }
