package close

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// The janitor of a cache: nobody told it about Close.
type cache struct {
	mu      sync.Mutex
	entries map[string]time.Time
}

func newCache() *cache {
	c := &cache{entries: make(map[string]time.Time)}
	go c.janitor() // want `the goroutine that runs \(\*cache\).janitor never ends: \(\*cache\).Close does not stop it`
	return c
}

func (c *cache) janitor() {
	for range time.Tick(time.Minute) {
		c.sweep()
	}
}

func (c *cache) sweep() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, t := range c.entries {
		if time.Since(t) > time.Hour {
			delete(c.entries, k)
		}
	}
}

func (c *cache) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries = nil
	return nil
}

// Stopping a ticker does not close its channel.
type poller struct {
	ticker *time.Ticker
}

func (p *poller) Start() {
	p.ticker = time.NewTicker(time.Second)
	go func() { // want `the goroutine that runs this literal never ends: \(\*poller\).Stop does not stop it`
		for {
			select {
			case <-p.ticker.C:
				fmt.Println("poll")
			}
		}
	}()
}

func (p *poller) Stop() { p.ticker.Stop() }

// A quit channel that nobody closes.
type worker struct {
	jobs chan func()
	quit chan struct{}
}

func newWorker() *worker {
	w := &worker{jobs: make(chan func(), 10), quit: make(chan struct{})}
	go w.run() // want `\(\*worker\).run never ends: \(\*worker\).Shutdown does not stop it`
	return w
}

func (w *worker) run() {
	for {
		select {
		case job := <-w.jobs:
			job()
		case <-w.quit:
			return
		}
	}
}

func (w *worker) do(job func()) { w.jobs <- job }

func (w *worker) Shutdown(ctx context.Context) error { return ctx.Err() }

// The channel of jobs is never closed, and Close only empties it.
type queue struct {
	items chan int
	n     int
}

func openQueue() *queue {
	q := &queue{items: make(chan int)}
	go q.drain() // want `\(\*queue\).drain never ends: \(\*queue\).Close does not stop it`
	return q
}

func (q *queue) put(i int) { q.items <- i }

func (q *queue) drain() {
	for i := range q.items {
		q.n += i
	}
}

func (q *queue) Close() {
	for {
		select {
		case <-q.items:
		default:
			return
		}
	}
}

// Others can receive from the channel, but not close it.
type feed struct {
	done chan struct{}
}

func openFeed() *feed {
	f := &feed{done: make(chan struct{})}
	go f.loop() // want `\(\*feed\).loop never ends: \(\*feed\).Close does not stop it`
	return f
}

func (f *feed) Done() <-chan struct{} { return f.done }

func (f *feed) loop() {
	for {
		select {
		case <-f.done:
			return
		case <-time.After(time.Second):
			fmt.Println("tick")
		}
	}
}

func (f *feed) Close() {}

// A context that is never done stops nobody.
type watcher struct {
	ctx context.Context
}

func watch() *watcher {
	w := &watcher{ctx: context.Background()}
	go w.loop() // want `\(\*watcher\).loop never ends: \(\*watcher\).Close does not stop it`
	return w
}

func (w *watcher) loop() {
	for w.ctx.Err() == nil {
		select {
		case <-w.ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

func (w *watcher) Close() {}

// A panic that the loop recovers from is no way to stop it.
type guarded struct{ hits int }

func (g *guarded) start() {
	go g.loop() // want `\(\*guarded\).loop never ends: \(\*guarded\).stop does not stop it`
}

func (g *guarded) loop() {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	for {
		g.hits++
		time.Sleep(time.Second)
	}
}

func (g *guarded) stop() {}

// The goroutine waits for a Cond, and Close wakes it, but it looks at nothing that
// Close has changed.
type flusher struct {
	mu    sync.Mutex
	cond  *sync.Cond
	dirty bool
}

func newFlusher() *flusher {
	f := &flusher{}
	f.cond = sync.NewCond(&f.mu)
	go f.loop() // want `\(\*flusher\).loop never ends: \(\*flusher\).Close does not stop it`
	return f
}

func (f *flusher) loop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for {
		for !f.dirty {
			f.cond.Wait()
		}
		f.dirty = false
	}
}

func (f *flusher) Close() { f.cond.Broadcast() }
