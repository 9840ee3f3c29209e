// Package late has groups to which something is added while somebody waits, as
// in cockroach#4407.
package late

import "sync"

type stopper struct {
	quit chan struct{}
	wg   sync.WaitGroup
	mu   sync.Mutex
}

func (s *stopper) runWorker(f func()) {
	s.wg.Add(1) // want `s\.wg\.Add may be called while \(\*stopper\)\.stop waits, and nothing keeps it from that \(waitgroup-late\)`
	go func() {
		defer s.wg.Done()
		f()
	}()
}

func (s *stopper) stop() {
	close(s.quit)
	s.wg.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
}

type server struct {
	mu      sync.Mutex
	stopper *stopper
}

func (s *server) gossip() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopper.runWorker(func() {})
}

func run(s *server) {
	defer s.stopper.stop()
	for range 2 {
		go s.gossip()
	}
}
