package counted

import (
	"context"
	"sync"
	"time"
)

// Close waits for a goroutine that may be about to take the lock.
type downloads struct {
	mu      sync.Mutex
	wg      sync.WaitGroup
	cancel  context.CancelFunc
	waiters []chan error
}

func New() (d *downloads) {
	ctx, cancel := context.WithCancel(context.Background())
	d = &downloads{cancel: cancel}
	d.wg.Add(1)
	go func() {
		defer d.wg.Done()
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				d.kick()
			case <-ctx.Done():
				return
			}
		}
	}()
	return d
}

func (d *downloads) kick() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waiters = d.waiters[:0]
}

func (d *downloads) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cancel()
	d.wg.Wait() // want `this waits for d.wg with d.mu locked, but who would end the wait needs that lock first: New\$1 \(lockorder-wait\)`
	d.waiters = nil
}

// It is the caller who holds the lock, though not each one.
type loop struct {
	mu   sync.RWMutex
	wg   sync.WaitGroup
	quit chan struct{}
	n    int
}

func (l *loop) Start() {
	l.wg.Add(1)
	go l.run()
}

func (l *loop) run() {
	defer l.wg.Done()
	for {
		select {
		case <-l.quit:
			return
		case <-time.After(time.Second):
			l.mu.RLock()
			println(l.n)
			l.mu.RUnlock()
		}
	}
}

func (l *loop) halt() {
	close(l.quit)
	l.wg.Wait()
}

func (l *loop) Reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.halt() // want `this call waits for l.wg with l.mu locked, but who would end the wait needs that lock first: \(\*loop\).run \(lockorder-wait\)`
	l.n = 0
}

func (l *loop) Stop() { l.halt() }

// The group itself counts the goroutine.
type steps struct {
	mu sync.Mutex
	wg sync.WaitGroup
	n  int
}

func (s *steps) Start() { s.wg.Go(s.step) }

func (s *steps) step() {
	s.mu.Lock()
	s.n++
	s.mu.Unlock()
}

func (s *steps) Again() { s.wg.Go(func() { s.step() }) }

func (s *steps) Close() {
	s.mu.Lock()
	s.wg.Wait() // want `this waits for s.wg with s.mu locked, but who would end the wait needs that lock first: \(\*steps\).Again\$1 \(lockorder-wait\)`
	s.mu.Unlock()
}
