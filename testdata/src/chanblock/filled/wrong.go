package filled

import (
	"bufio"
	"io"
)

// The writer leaves with the first error; the reader fills the buffer and waits.
type copier struct {
	lines chan string
	dst   io.Writer
}

func Copy(src io.Reader, dst io.Writer) {
	c := &copier{lines: make(chan string, 16), dst: dst}
	go c.write()
	go c.read(src)
}

func (c *copier) write() {
	for line := range c.lines {
		if _, err := io.WriteString(c.dst, line); err != nil {
			return
		}
	}
}

func (c *copier) read(src io.Reader) {
	defer close(c.lines)
	s := bufio.NewScanner(src)
	for s.Scan() {
		c.lines <- s.Text() // want `sending on c.lines can block for ever`
	}
}

// What one goroutine gets from another is handed on, for ever.
type relay struct {
	in, out chan int
	stop    chan struct{}
}

func NewRelay(next func() int) *relay {
	r := &relay{in: make(chan int), out: make(chan int, 1), stop: make(chan struct{})}
	go r.consume()
	go r.forward(next)
	return r
}

func (r *relay) forward(next func() int) {
	for {
		r.out <- next() // want `sending on r.out can block for ever`
	}
}

func (r *relay) consume() {
	for {
		select {
		case x := <-r.out:
			println(x)
		case <-r.stop:
			return
		}
	}
}

func (r *relay) Stop() { close(r.stop) }

// Anybody may log, also when the file has been full for long.
type logger struct {
	entries chan string
	file    io.Writer
}

func NewLogger(file io.Writer) *logger {
	l := &logger{entries: make(chan string), file: file}
	go l.run()
	return l
}

func (l *logger) run() {
	for e := range l.entries {
		if err := l.write(e); err != nil {
			println(err.Error())
			return
		}
	}
}

func (l *logger) write(e string) error {
	_, err := io.WriteString(l.file, e)
	return err
}

func (l *logger) Log(e string) {
	l.entries <- e // want `sending on l.entries can block for ever`
}
