package waits

import (
	"sync"
	"time"
)

// Close waits for the goroutine, which is perhaps about to kick the waiters.
type fetcher struct {
	mu      sync.Mutex
	wg      sync.WaitGroup
	stop    chan struct{}
	waiters int
}

func NewFetcher() *fetcher {
	f := &fetcher{stop: make(chan struct{})}
	f.wg.Add(1)
	go func() {
		defer f.wg.Done()
		select {
		case <-time.After(time.Second):
			f.kick()
		case <-f.stop:
		}
	}()
	return f
}

func (f *fetcher) kick() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.waiters = 0
}

func (f *fetcher) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.stop)
	f.wg.Wait() // want `this waits for f.wg with f.mu locked, but who would end the wait needs that lock first: NewFetcher\$1`
}

func (f *fetcher) CloseRight() {
	f.mu.Lock()
	close(f.stop)
	f.mu.Unlock()
	f.wg.Wait()
}

// The lock is held by one caller of what waits.
type pool struct {
	mu    sync.RWMutex
	tasks sync.WaitGroup
	jobs  chan int
	sum   int
}

func NewPool() *pool {
	p := &pool{jobs: make(chan int)}
	p.start()
	return p
}

func (p *pool) start() {
	for range 4 {
		p.tasks.Go(func() {
			for n := range p.jobs {
				p.mu.Lock()
				p.sum += n
				p.mu.Unlock()
			}
		})
	}
}

func (p *pool) drain() {
	close(p.jobs)
	p.tasks.Wait()
}

func (p *pool) Restart() {
	p.mu.RLock()
	defer p.mu.RUnlock()
	p.drain() // want `this call waits for p.tasks with p.mu locked, but who would end the wait needs that lock first: \(\*pool\)\.start\$1`
	p.jobs = make(chan int)
	p.start()
}

func (p *pool) Stop() { p.drain() }

// The same for a channel.
type watcher struct {
	mu   sync.Mutex
	stop chan struct{}
	done chan struct{}
	n    int
}

func NewWatcher() *watcher {
	w := &watcher{stop: make(chan struct{}), done: make(chan struct{})}
	go w.run()
	return w
}

func (w *watcher) run() {
	defer close(w.done)
	for {
		select {
		case <-w.stop:
			return
		case <-time.After(time.Second):
			w.mu.Lock()
			w.n++
			w.mu.Unlock()
		}
	}
}

func (w *watcher) end() {
	close(w.stop)
	<-w.done
}

func (w *watcher) Close() { w.end() }

func (w *watcher) Abort() {
	w.mu.Lock()
	w.n = 0
	w.end() // want `this call receives from w.done with w.mu locked, but who would end the wait needs that lock first: \(\*watcher\)\.run`
	w.mu.Unlock()
}

// Another lock, another object's lock, or after it is done: nobody waits.
type calm struct {
	life  sync.Mutex
	mu    sync.Mutex
	wg    sync.WaitGroup
	peer  *calm
	ended int
}

func (c *calm) Start() {
	c.wg.Add(2)
	go func() {
		c.mu.Lock()
		c.mu.Unlock()
		c.peer.life.Lock()
		c.peer.life.Unlock()
		c.wg.Done()
		c.life.Lock()
		c.ended++
		c.life.Unlock()
	}()
	go c.run()
}

func (c *calm) run() {
	defer c.end()
	defer c.wg.Done()
}

func (c *calm) end() {
	c.life.Lock()
	defer c.life.Unlock()
	c.ended++
}

func (c *calm) Close() {
	c.life.Lock()
	defer c.life.Unlock()
	c.wg.Wait()
}

// It is counted only when it has had the lock.
type late struct {
	mu sync.Mutex
	wg sync.WaitGroup
}

func (l *late) Go() {
	go func() {
		l.enter()
		l.wg.Done()
	}()
}

func (l *late) enter() {
	l.mu.Lock()
	l.wg.Add(1)
	l.mu.Unlock()
}

func (l *late) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wg.Wait()
}
