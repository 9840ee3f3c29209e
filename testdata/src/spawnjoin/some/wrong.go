package some

import (
	"io"
	"time"
)

type copier struct{ a, b io.ReadWriter }

func (c copier) there(errc chan<- error) {
	_, err := io.Copy(c.a, c.b)
	errc <- err
}

func (c copier) back(errc chan<- error) {
	_, err := io.Copy(c.b, c.a)
	errc <- err
}

// When one direction has ended, the other one may still use the connections.
func proxy(a, b io.ReadWriter, timeout <-chan time.Time) {
	c := copier{a, b}
	errc := make(chan error, 1)
	go c.there(errc) // want `more goroutines send to errc when they are done than the function waits for`
	go c.back(errc)
	select {
	case <-errc:
	case <-timeout:
	}
}

// The first answer will do, and the others come when nobody wants them any more.
func fastest(hosts []string, ask func(string) int) int {
	answers := make(chan int, len(hosts))
	for _, h := range hosts {
		go func() { answers <- ask(h) }() // want `more goroutines send to answers when they are done than the function waits for`
	}
	return <-answers
}
