package handed

import (
	"context"
	"sync"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

type server struct {
	ctx    context.Context
	cancel context.CancelFunc
	stops  map[string]func()
	list   []func()
	ch     chan func()
}

func newServer(ctx context.Context) *server {
	ctx, cancel := context.WithCancel(ctx)
	return &server{ctx: ctx, cancel: cancel}
}

func (s *server) start(ctx context.Context) { s.ctx, s.cancel = context.WithCancel(ctx) }

func (s *server) store(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	s.cancel = cancel
	go work(ctx)
}

func (s *server) inMap(ctx context.Context, id string) {
	ctx, cancel := context.WithCancel(ctx)
	s.stops[id] = cancel
	go work(ctx)
}

func (s *server) inSlice(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	s.list = append(s.list, cancel)
	go work(ctx)
}

func (s *server) sent(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	s.ch <- cancel
	go work(ctx)
}

func (s *server) selected(ctx context.Context, done chan int) {
	_, cancel := context.WithCancel(ctx)
	select {
	case s.ch <- cancel:
	case <-done:
		cancel()
	}
}

func local(ctx context.Context) []func() {
	ctx, cancel := context.WithCancel(ctx)
	go work(ctx)
	return []func(){cancel}
}

func asInterface(ctx context.Context) any {
	ctx, cancel := context.WithCancel(ctx)
	go work(ctx)
	return cancel
}

type stopper struct{ stop func() }

func value(ctx context.Context) stopper {
	ctx, cancel := context.WithCancel(ctx)
	go work(ctx)
	return stopper{cancel}
}

var stop context.CancelFunc

func global(ctx context.Context) {
	ctx, stop = context.WithCancel(ctx)
	go work(ctx)
}

func address(ctx context.Context) {
	var cancel context.CancelFunc
	set(&cancel)
	ctx, cancel = context.WithCancel(ctx)
	go work(ctx)
}

var last *context.CancelFunc

func set(f *context.CancelFunc) { last = f }

func syncMap(ctx context.Context, m *sync.Map) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	m.Store("stop", cancel)
	go work(ctx)
}

func converted(ctx context.Context) func() {
	ctx, cancel := context.WithCancel(ctx)
	go work(ctx)
	return (func())(cancel)
}

func convertedCalled(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer (func())(cancel)()
	work(ctx)
}

type relayRight struct {
	refs   sync.WaitGroup
	ctx    context.Context
	cancel context.CancelFunc
	next   *relayRight
}

func (r *relayRight) Close() { r.cancel() }

var relays []*relayRight

// The object's own method cancels, on each path on which it is not returned.
func closes(opt func() error) (*relayRight, error) {
	r := new(relayRight)
	r.ctx, r.cancel = context.WithCancel(context.Background())
	if err := opt(); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

func calls(opt func() error) (*relayRight, error) {
	r := &relayRight{}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	if err := opt(); err != nil {
		r.cancel()
		return nil, err
	}
	return r, nil
}

// Others have the object already.
func registers(opt func() error) (*relayRight, error) {
	r := &relayRight{}
	relays = append(relays, r)
	r.ctx, r.cancel = context.WithCancel(context.Background())
	if err := opt(); err != nil {
		return nil, err
	}
	return r, nil
}

func linked(first *relayRight, opt func() error) error {
	r := &relayRight{}
	first.next = r
	r.ctx, r.cancel = context.WithCancel(context.Background())
	return opt()
}

// A goroutine has it.
func started(opt func() error) error {
	r := &relayRight{}
	go func() {
		r.refs.Wait()
		r.cancel()
	}()
	r.ctx, r.cancel = context.WithCancel(context.Background())
	return opt()
}

func deferredClose(opt func() error) error {
	r := &relayRight{}
	defer r.Close()
	r.ctx, r.cancel = context.WithCancel(context.Background())
	return opt()
}

// One of two.
func either(old *relayRight, fresh bool, opt func() error) error {
	r := old
	if fresh {
		r = &relayRight{}
		r.ctx, r.cancel = context.WithCancel(context.Background())
	}
	defer r.Close()
	return opt()
}
