// Package workerpool has workers that finish what was submitted and then end.
package workerpool

import (
	"context"
	"errors"
	"sync"
)

var errStopped = errors.New("pool is stopped")

type pool struct {
	mu      sync.Mutex
	jobs    chan func()
	stopped bool
	wg      sync.WaitGroup
}

func start(workers int) *pool {
	p := &pool{jobs: make(chan func(), 16)}
	p.wg.Add(workers)
	for range workers {
		go p.work()
	}
	return p
}

func (p *pool) work() {
	defer p.wg.Done()
	for job := range p.jobs {
		job()
	}
}

// submit and stop share a lock, so that nobody sends on a closed channel.
func (p *pool) submit(job func()) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped {
		return errStopped
	}
	p.jobs <- job
	return nil
}

// stop waits for the jobs that were submitted. It may be called again.
func (p *pool) stop() {
	p.mu.Lock()
	if !p.stopped {
		p.stopped = true
		close(p.jobs)
	}
	p.mu.Unlock()
	p.wg.Wait()
}

func process(inputs []int, handle func(int)) error {
	p := start(4)
	defer p.stop()
	for _, v := range inputs {
		if err := p.submit(func() { handle(v) }); err != nil {
			return err
		}
	}
	return nil
}

// Workers that stop at once.
type service struct {
	requests chan string
	quit     chan struct{}
	once     sync.Once
	wg       sync.WaitGroup
}

func newService(handle func(string)) *service {
	s := &service{requests: make(chan string), quit: make(chan struct{})}
	for range 2 {
		s.wg.Go(func() {
			for {
				select {
				case r := <-s.requests:
					handle(r)
				case <-s.quit:
					return
				}
			}
		})
	}
	return s
}

func (s *service) handle(ctx context.Context, request string) error {
	select {
	case s.requests <- request:
		return nil
	case <-s.quit:
		return errStopped
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *service) close() {
	s.once.Do(func() { close(s.quit) })
	s.wg.Wait()
}

func serve(ctx context.Context, requests []string, handle func(string)) {
	s := newService(handle)
	defer s.close()
	for _, r := range requests {
		if s.handle(ctx, r) != nil {
			return
		}
	}
}
