// Package errgroups has the groups of golang.org/x/sync.
package errgroups

import (
	"sync"

	"golang.org/x/sync/errgroup"
)

var mu sync.Mutex

func lock() { mu.Lock(); defer mu.Unlock() }

func self(f func() error) error {
	var g errgroup.Group
	g.Go(f)
	g.Go(func() error {
		if err := f(); err != nil {
			return err
		}
		return g.Wait() // want `g\.Wait is called by a goroutine that g counts, so it never returns`
	})
	return g.Wait()
}

type server struct{ group *errgroup.Group }

func (s *server) stop() error { return s.group.Wait() }

func (s *server) start(f func() error) {
	s.group.Go(func() error {
		if err := f(); err != nil {
			s.stop() // want `s\.group\.Wait is called by a goroutine that s\.group counts`
			return err
		}
		return nil
	})
}

func (s *server) startMethod() {
	s.group.Go(s.stop) // want `s\.group\.Wait is called by a goroutine that s\.group counts`
}

func late(f func() error) error {
	var g errgroup.Group
	go func() {
		g.Go(f) // want `g\.Go is called by the goroutine that is to be waited for`
	}()
	return g.Wait()
}
