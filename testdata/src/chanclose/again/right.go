package again

import "os"

func branches(c chan int, fast bool) {
	if fast {
		close(c)
		return
	}
	close(c)
}

func two(c, d chan int) {
	close(c)
	close(d)
}

func exits(c chan int, fail func() error) {
	defer close(c)
	if fail() != nil {
		close(c) // others are to see it
		os.Exit(1)
	}
}

func next(get func() chan int) {
	c := get()
	close(c)
	c = get()
	close(c)
}

func elements(cs []chan int) {
	for _, c := range cs {
		close(c)
	}
	close(cs[0:][1])
}

// It is made anew.
type reloader struct{ changed chan bool }

func (r *reloader) reload() {
	close(r.changed)
	r.changed = make(chan bool)
	close(r.changed)
}

// Whoever tries it out expects the panic.
func panics(c chan int) (did bool) {
	defer func() { did = recover() != nil }()
	close(c)
	close(c)
	return false
}

func others(a, b *worker) {
	close(a.quit)
	close(b.quit)
}

func handed(c chan int, spawn func(func())) {
	defer close(c)
	spawn(func() { <-c })
}

// Who is busy was not closed before.
type conn struct {
	status int
	gone   chan struct{}
}

const (
	idle = iota
	busy
	closed
)

func newConn() *conn { return &conn{gone: make(chan struct{})} }

func (c *conn) lock() bool {
	switch c.status {
	case busy, closed:
		return false
	}
	c.status = busy
	return true
}

func (c *conn) Query() {
	if c.lock() {
		c.abandon()
	}
}

func (c *conn) abandon() {
	if c.status == closed {
		return
	}
	c.status = closed
	go func() {
		defer close(c.gone)
	}()
}
