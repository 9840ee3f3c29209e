// Package fields has groups in objects.
package fields

import (
	"sync"
	"time"
)

type server struct {
	wg   sync.WaitGroup
	quit chan struct{}
}

func (s *server) start() {
	go s.run()
	go func() {
		s.wg.Add(1) // want `s\.wg\.Add is called by the goroutine`
		defer s.wg.Done()
		<-s.quit
	}()
}

func (s *server) run() {
	s.wg.Add(1) // want `s\.wg\.Add is called by the goroutine`
	defer s.wg.Done()
	for {
		select {
		case <-s.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (s *server) stop() {
	close(s.quit)
	s.wg.Wait()
}

type pool struct {
	sync.WaitGroup
	n int
}

func (p *pool) fill() {
	for range p.n {
		go func() {
			p.Add(1) // want `p\.WaitGroup\.Add is called by the goroutine`
			defer p.Done()
			time.Sleep(time.Second)
		}()
	}
	p.Wait()
}
