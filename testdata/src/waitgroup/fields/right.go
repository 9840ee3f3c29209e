package fields

import (
	"sync"
	"time"
)

type client struct{ server }

// Counted by the one who starts it.
func (c *client) start() {
	c.wg.Add(1)
	go c.loop()
}

// A worker that counts its helpers before its own Done.
func (c *client) loop() {
	defer c.wg.Done()
	for range 3 {
		c.wg.Add(1)
		go c.help()
	}
}

func (c *client) help() {
	defer c.wg.Done()
	time.Sleep(time.Second)
}

// It has told that it runs before start returns.
type ready struct {
	server
	up chan struct{}
}

func (r *ready) start() {
	go r.run()
	<-r.up
}

func (r *ready) run() {
	r.wg.Add(1)
	defer r.wg.Done()
	close(r.up)
	time.Sleep(time.Second)
}

// One that looks under a lock whether it is too late.
type closer struct {
	mu     sync.Mutex
	closed bool
	wg     sync.WaitGroup
}

func (c *closer) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return false
	}
	c.wg.Add(1)
	return true
}

func (c *closer) handle(f func()) {
	go func() {
		if !c.begin() {
			return
		}
		defer c.wg.Done()
		f()
	}()
	go func() {
		c.mu.Lock()
		c.wg.Add(1)
		c.mu.Unlock()
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
