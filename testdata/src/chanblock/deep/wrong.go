package deep

import (
	"errors"
	"sync"
	"time"
)

// What run does is too much to be followed, and does not matter.
type conn struct {
	mu sync.Mutex
	n  int
}

func (c *conn) run() error { return c.step1() }

func (c *conn) step1() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step2()
}

func (c *conn) step2() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step3()
}

func (c *conn) step3() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step4()
}

func (c *conn) step4() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step5()
}

func (c *conn) step5() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step6()
}

func (c *conn) step6() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step7()
}

func (c *conn) step7() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step8()
}

func (c *conn) step8() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step9()
}

func (c *conn) step9() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step10()
}

func (c *conn) step10() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step11()
}

func (c *conn) step11() error {
	c.mu.Lock()
	c.n++
	c.mu.Unlock()
	return c.step12()
}

func (c *conn) step12() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n < 100 {
		return nil
	}
	return errors.New("over")
}

func dial(c *conn) error {
	done := make(chan error)
	go func() {
		done <- c.run() // want `sending on done can block for ever: nobody is left to receive \(chanblock-send\)`
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		return errors.New("timeout")
	}
}
