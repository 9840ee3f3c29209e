package late

import "sync"

type closer struct {
	mu     sync.Mutex
	closed bool
	wg     sync.WaitGroup
}

// Under a lock that the one who waits takes, too.
func (c *closer) run(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		f()
	}()
}

func (c *closer) close() {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.wg.Wait()
}

func (c *closer) listen() {
	go func() {
		for {
			c.run(func() {})
		}
	}()
}

// By a goroutine that is counted itself.
type tree struct{ wg sync.WaitGroup }

func (t *tree) start() {
	t.wg.Add(1)
	go t.visit(3)
}

func (t *tree) visit(n int) {
	defer t.wg.Done()
	if n > 0 {
		t.child(n - 1)
	}
}

func (t *tree) child(n int) {
	t.wg.Add(1)
	go t.visit(n)
}

func (t *tree) wait() { t.wg.Wait() }

// Nothing runs at the same time.
type plain struct{ wg sync.WaitGroup }

func (p *plain) start(f func()) {
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		f()
	}()
}

func (p *plain) stop() { p.wg.Wait() }
