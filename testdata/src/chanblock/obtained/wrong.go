// Package obtained has functions that use what other functions start and make.
package obtained

func later(f func() int) <-chan int {
	ch := make(chan int)
	go func() {
		ch <- f() // want `sending on ch can block for ever`
	}()
	return ch
}

// The slower one is forgotten.
func faster(f, g func() int) int {
	a, b := later(f), later(g)
	select {
	case n := <-a:
		return n
	case n := <-b:
		return n
	}
}

// A stream through two functions.
func numbers(n int) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := range n {
			ch <- i
		}
	}()
	return ch
}

func squares(n int) <-chan int {
	in, out := numbers(n), make(chan int)
	go func() {
		defer close(out)
		for i := range in {
			out <- i * i // want `sending on out can block for ever`
		}
	}()
	return out
}

func firstSquare(n int, ok func(int) bool) int {
	for i := range squares(n) {
		if ok(i) {
			return i
		}
	}
	return -1
}

type server struct {
	requests chan func()
	stopped  chan struct{}
}

func newServer() *server {
	s := &server{make(chan func()), make(chan struct{})}
	go s.serve()
	return s
}

func (s *server) serve() {
	for r := range s.requests { // want `ranging over s.requests can block for ever`
		r()
	}
	close(s.stopped)
}

// Waits for the end, but does not bring it about.
func serve(f func()) {
	s := newServer()
	s.requests <- f
	<-s.stopped
}

// Locked once more by who has it.
type lock chan struct{}

func newLock() lock { return make(lock, 1) }

func (l lock) enter() { l <- struct{}{} }
func (l lock) leave() { <-l }

func twice(f func()) {
	l := newLock()
	l.enter()
	defer l.leave()
	l <- struct{}{} // want `only the goroutine itself`
	f()
	<-l
}
