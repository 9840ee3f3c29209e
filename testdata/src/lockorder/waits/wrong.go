package waits

import (
	"context"
	"sync"
)

// run closes stopped only after it has had the lock, which updateLocked's
// callers hold.
type producer struct {
	mu      sync.Mutex
	ls      []func(int)
	stop    func()
	stopped chan struct{}
}

func (p *producer) Register(l func(int)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ls = append(p.ls, l)
	p.updateLocked()
}

func (p *producer) Unregister(l func(int)) {
	p.mu.Lock()
	p.updateLocked()
	p.mu.Unlock()
}

func (p *producer) updateLocked() {
	if p.stop != nil {
		p.stop()
		<-p.stopped // want `this receives from p.stopped with .*producer.mu locked, but who would end the wait needs that lock first: \(\*producer\).run`
		p.stop = nil
	}
	var ctx context.Context
	ctx, p.stop = context.WithCancel(context.Background())
	p.stopped = make(chan struct{})
	go p.run(ctx)
}

func (p *producer) run(ctx context.Context) {
	defer close(p.stopped)
	for n := 0; ctx.Err() == nil; n++ {
		p.report(n)
	}
}

func (p *producer) report(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range p.ls {
		l(n)
	}
}

// Close waits for a loop that may be waiting for the lock.
type cache struct {
	mu   sync.RWMutex
	m    map[string]int
	puts chan string
	quit chan struct{}
	done chan struct{}
}

func NewCache() *cache {
	c := &cache{m: make(map[string]int), puts: make(chan string, 8), quit: make(chan struct{}), done: make(chan struct{})}
	go c.loop()
	return c
}

func (c *cache) loop() {
	for {
		select {
		case k := <-c.puts:
			c.mu.Lock()
			c.m[k]++
			c.mu.Unlock()
		case <-c.quit:
			close(c.done)
			return
		}
	}
}

func (c *cache) Close() {
	c.mu.RLock()
	defer c.mu.RUnlock()
	close(c.quit)
	<-c.done // want `this receives from c.done with c.mu locked, but who would end the wait needs that lock first: \(\*cache\).loop`
}

// Only who holds the lock sends.
type mailbox struct {
	mu   sync.Mutex
	mail chan string
}

func NewMailbox() *mailbox { return &mailbox{mail: make(chan string)} }

func (m *mailbox) Put(s string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mail <- s // want `this sends on m.mail with m.mu locked, but who would end the wait needs that lock first: \(\*mailbox\).Get`
}

func (m *mailbox) Get() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return <-m.mail // want `this receives from m.mail with m.mu locked, but who would end the wait needs that lock first: \(\*mailbox\).Put`
}

// One of the callers holds the lock.
type poller struct {
	mu   sync.Mutex
	quit chan struct{}
	done chan struct{}
	n    int
}

func (p *poller) Start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.quit, p.done = make(chan struct{}), make(chan struct{})
	go p.run()
}

func (p *poller) run() {
	defer close(p.done)
	for {
		select {
		case <-p.quit:
			return
		default:
			p.mu.Lock()
			p.n++
			p.mu.Unlock()
		}
	}
}

func (p *poller) halt() {
	close(p.quit)
	<-p.done
}

func (p *poller) Close() { p.halt() }

func (p *poller) Restart() {
	p.mu.Lock()
	p.halt() // want `this call receives from p.done with p.mu locked, but who would end the wait needs that lock first: \(\*poller\).run`
	p.mu.Unlock()
	p.Start()
}
