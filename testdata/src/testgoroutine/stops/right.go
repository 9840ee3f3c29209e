// Package stops has objects with logs that can be stopped.
package stops

import (
	"sync"
	"testing"
)

type logger interface {
	Logf(format string, args ...any)
}

type server struct {
	log logger
	mu  sync.Mutex
}

func (s *server) start() {
	go func() {
		s.log.Logf("started")
	}()
}

func (s *server) Close() {}

func TestServer(t *testing.T) {
	s := &server{log: t}
	s.start()
}

// Some of them do not log to a test.
type client struct{ log output }

type output interface {
	Logf(format string, args ...any)
}

type silent struct{}

func (silent) Logf(format string, args ...any) {}

func (c *client) start() {
	go func() {
		c.log.Logf("started")
	}()
}

func TestSilent(t *testing.T) {
	c := &client{log: silent{}}
	c.start()
}

func TestLoud(t *testing.T) {
	c := &client{log: t}
	_ = c
}
