package registry

import (
	"sync"
	"time"
)

// Done closes channels that it leaves in the map, where Wait finds them.
type challenges struct {
	mu    sync.Mutex
	chans map[string]chan struct{}
}

func (c *challenges) Wait(key string) bool {
	ch := make(chan struct{})
	c.mu.Lock()
	c.chans[key] = ch
	c.mu.Unlock()
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	ok := true
	select {
	case <-timer.C:
		ok = false
		close(c.chans[key]) // want `c.chans\[key\] can be closed already, and closing it again panics \(chanclose-double\)`
	case <-ch:
	}
	c.mu.Lock()
	delete(c.chans, key)
	c.mu.Unlock()
	return ok
}

func (c *challenges) Done(keys []string) {
	for _, key := range keys {
		c.mu.Lock()
		if _, ok := c.chans[key]; ok {
			close(c.chans[key])
		}
		c.mu.Unlock()
	}
}

// Evict does not look whether Close was faster.
type publisher struct {
	mu   sync.RWMutex
	subs map[chan int]bool
}

func (p *publisher) Subscribe() chan int {
	ch := make(chan int, 1)
	p.mu.Lock()
	p.subs[ch] = true
	p.mu.Unlock()
	return ch
}

func (p *publisher) Evict(ch chan int) {
	p.mu.Lock()
	delete(p.subs, ch)
	close(ch) // want `ch can be closed already, and closing it again panics \(chanclose-double\)`
	p.mu.Unlock()
}

func (p *publisher) Close() {
	p.mu.Lock()
	for ch := range p.subs {
		delete(p.subs, ch)
		close(ch)
	}
	p.mu.Unlock()
}

// TearDown leaves the events where Cancel finds them.
type event struct{ confirmed, done chan struct{} }

type notifier struct {
	sync.Mutex
	events map[int]*event
}

func (n *notifier) Add(id int) *event {
	n.Lock()
	defer n.Unlock()
	e := &event{make(chan struct{}), make(chan struct{})}
	n.events[id] = e
	return e
}

func (n *notifier) Cancel(id int) {
	n.Lock()
	defer n.Unlock()
	e, ok := n.events[id]
	if !ok {
		return
	}
	close(e.done) // want `n.events\[id\].done can be closed already, and closing it again panics \(chanclose-double\)`
	delete(n.events, id)
}

func (n *notifier) TearDown() {
	n.Lock()
	defer n.Unlock()
	for _, e := range n.events {
		close(e.done)
	}
}
