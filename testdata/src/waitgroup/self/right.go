package self

import "sync"

// The usual way to close a channel.
func collect(jobs []func() int) <-chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	wg.Add(len(jobs))
	for _, job := range jobs {
		go func() {
			defer wg.Done()
			out <- job()
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	return out
}

// A barrier: all are done before they wait.
func barrier(n int, f func()) {
	var wg sync.WaitGroup
	wg.Add(n)
	for range n {
		go func() {
			f()
			wg.Done()
			wg.Wait()
			f()
		}()
	}
	wg.Wait()
}

// Another group.
func inner(n int, f func()) {
	var outer sync.WaitGroup
	for range n {
		outer.Add(1)
		go func() {
			defer outer.Done()
			var wg sync.WaitGroup
			wg.Add(1)
			go func() {
				defer wg.Done()
				f()
			}()
			wg.Wait()
		}()
	}
	outer.Wait()
}

// Another goroutine.
func (s *server) startStopper(serve func() error) {
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		if err := serve(); err != nil {
			go s.close()
		}
	}()
}

// Who is told not to wait.
func (s *server) shut(wait bool) {
	close(s.quit)
	if wait {
		s.wg.Wait()
	}
}

func (s *server) startShutter(serve func() error) {
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		if err := serve(); err != nil {
			s.shut(false)
		}
	}()
}

// A goroutine that waits for the others, and was counted by another group.
type group struct{ readers, all sync.WaitGroup }

func (g *group) start(f func()) {
	g.readers.Add(1)
	g.all.Add(2)
	go func() {
		defer g.all.Done()
		defer g.readers.Done()
		f()
	}()
	go func() {
		defer g.all.Done()
		g.readers.Wait()
	}()
	g.all.Wait()
}

// Waits for a predecessor's group.
type node struct {
	wg   sync.WaitGroup
	prev *node
}

func (n *node) start() {
	n.wg.Add(1)
	go func() {
		defer n.wg.Done()
		n.prev.wg.Wait()
	}()
}
