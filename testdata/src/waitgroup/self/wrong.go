// Package self has goroutines that wait for themselves.
package self

import "sync"

func deferred(f func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
		wg.Wait() // want `wg\.Wait is called by a goroutine that wg counts, so it never returns \(waitgroup-self\)`
	}()
}

// The one that closes the channel was counted, too.
func closer(jobs []func() int) <-chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	wg.Add(len(jobs) + 1)
	for _, job := range jobs {
		go func() {
			defer wg.Done()
			out <- job()
		}()
	}
	go func() {
		wg.Wait() // want `wg\.Wait is called by a goroutine that wg counts`
		close(out)
		wg.Done()
	}()
	return out
}

func byGo(f func()) {
	var wg sync.WaitGroup
	wg.Go(f)
	wg.Go(func() {
		wg.Wait() // want `wg\.Wait is called by a goroutine that wg counts`
	})
	wg.Wait()
}

// A method that stops everything, called by one of those to be stopped.
type server struct {
	wg   sync.WaitGroup
	quit chan struct{}
	once sync.Once
}

func (s *server) start(serve func() error) {
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		if err := serve(); err != nil {
			s.close() // want `s\.wg\.Wait is called by a goroutine that s\.wg counts`
		}
	}()
}

func (s *server) close() {
	s.once.Do(func() {
		close(s.quit)
		s.wg.Wait()
	})
}

func (s *server) startLoop() {
	s.wg.Add(1)
	go s.loop()
}

func (s *server) loop() {
	defer s.wg.Done()
	<-s.quit
	s.close() // want `s\.wg\.Wait is called by a goroutine that s\.wg counts`
}
