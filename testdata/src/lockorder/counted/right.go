package counted

import "sync"

// The lock is free while Close waits.
type unlocked struct {
	mu     sync.Mutex
	wg     sync.WaitGroup
	quit   chan struct{}
	closed bool
}

func (u *unlocked) Start() {
	u.wg.Add(1)
	go u.run()
}

func (u *unlocked) run() {
	defer u.wg.Done()
	<-u.quit
	u.mu.Lock()
	defer u.mu.Unlock()
	u.closed = true
}

func (u *unlocked) Close() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.haltLocked()
}

func (u *unlocked) haltLocked() {
	close(u.quit)
	u.mu.Unlock()
	u.wg.Wait()
	u.mu.Lock()
}

// The goroutine takes the lock when it has said that it is done.
type late struct {
	mu sync.Mutex
	wg sync.WaitGroup
	n  int
}

func (l *late) Start() {
	l.wg.Add(1)
	go l.run()
}

func (l *late) run() {
	defer l.finish()
	defer l.wg.Done()
	println()
}

func (l *late) finish() {
	l.mu.Lock()
	l.n++
	l.mu.Unlock()
}

func (l *late) Close() {
	l.mu.Lock()
	l.wg.Wait()
	l.mu.Unlock()
}

// What is counted under the lock does not need it any more.
type calls struct {
	mu     sync.Mutex
	wg     sync.WaitGroup
	closed bool
}

func (c *calls) Call(f func()) {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return
	}
	c.wg.Add(1)
	c.mu.Unlock()
	defer c.wg.Done()
	f()
}

func (c *calls) Later(f func()) { go c.Call(f) }

func (c *calls) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	c.wg.Wait()
}

// Readers do not keep each other waiting, and TryLock does not wait.
type readers struct {
	mu sync.RWMutex
	wg sync.WaitGroup
	n  int
}

func (r *readers) Start() {
	r.wg.Add(2)
	go r.read()
	go r.try()
}

func (r *readers) read() {
	defer r.wg.Done()
	r.mu.RLock()
	defer r.mu.RUnlock()
	println(r.n)
}

func (r *readers) try() {
	defer r.wg.Done()
	if r.mu.TryLock() {
		r.n++
		r.mu.Unlock()
	}
}

func (r *readers) Wait() {
	r.mu.RLock()
	defer r.mu.RUnlock()
	r.wg.Wait()
}

// The lock of another object.
type pair struct {
	mu    sync.Mutex
	wg    sync.WaitGroup
	other *pair
	n     int
}

func (p *pair) Start() {
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		p.mu.Lock()
		p.n++
		p.mu.Unlock()
	}()
}

func (p *pair) Join(o *pair) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p.wg.Wait()
}

// The lock keeps Add and Wait apart, and a goroutine that was not counted when it
// began counts itself in the end.
type monitored struct {
	mu   sync.Mutex
	wg   sync.WaitGroup
	quit chan struct{}
}

func (m *monitored) count() {
	m.mu.Lock()
	m.quit = make(chan struct{})
	m.wg.Add(1)
	m.mu.Unlock()
}

func (m *monitored) Stop() {
	m.mu.Lock()
	defer m.mu.Unlock()
	close(m.quit)
	m.wg.Wait()
}

type monitors struct {
	restored chan *monitored
	quit     chan struct{}
}

func (s *monitors) Start(m *monitored) {
	if m != nil {
		m.count()
	}
	go s.monitor(m)
}

func (s *monitors) monitor(m *monitored) {
	if m != nil {
		defer m.wg.Done()
	}
	for {
		select {
		case m = <-s.restored:
			m.count()
			defer m.wg.Done()
		case <-s.quit:
			return
		}
	}
}

// It is another object's lock that the goroutine needs.
func (m *monitored) follow(o *monitored) {
	m.count()
	go func() {
		defer m.wg.Done()
		o.Stop()
	}()
}
