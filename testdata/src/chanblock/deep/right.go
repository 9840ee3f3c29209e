package deep

import (
	"errors"
	"time"
)

func buffered(c *conn) error {
	done := make(chan error, 1)
	go func() {
		done <- c.run()
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		return errors.New("timeout")
	}
}

// The channel goes where the work is done.
func (c *conn) drain(done chan error) {
	if err := c.run(); err == nil {
		err = <-done
		println(err)
	} else {
		<-done
	}
}

func handedOn(c *conn) {
	done := make(chan error)
	go func() {
		done <- c.run()
	}()
	c.drain(done)
}

// A function that gets a literal may call it.
func (c *conn) each(f func(error)) { f(c.run()) }

func literal(c *conn) {
	done := make(chan error)
	go func() {
		done <- c.run()
	}()
	c.each(func(error) { <-done })
}
