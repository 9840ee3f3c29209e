// Package escapes has channels that other code can reach.
package escapes

import (
	"os"
	"os/signal"
	"sync"
)

var queue = make(chan int)

var current chan int

func global(n int) { queue <- n }

func kept(f func() int) {
	current = make(chan int)
	go func() { current <- f() }()
}

func keptLocal(f func() int) {
	ch := make(chan int)
	current = ch
	go func() { ch <- f() }()
}

func given(f func() int, use func(<-chan int)) {
	ch := make(chan int)
	go func() { ch <- f() }()
	use(ch)
}

func returned(f func() int) <-chan int {
	ch := make(chan int)
	go func() { ch <- f() }()
	return ch
}

func returnedFunc(f func() int) func() int {
	ch := make(chan int)
	go func() { ch <- f() }()
	return func() int { return <-ch }
}

type server struct {
	quit chan struct{}
	jobs chan int
}

func newServer(f func(int)) *server {
	s := &server{quit: make(chan struct{}), jobs: make(chan int)}
	go func() {
		for {
			select {
			case n := <-s.jobs:
				f(n)
			case <-s.quit:
				return
			}
		}
	}()
	return s
}

func (s *server) reset() {
	s.quit = make(chan struct{})
	<-s.quit
}

func (s *server) stop() { close(s.quit) }

func (s *server) sub() {
	ch := make(chan struct{})
	s.quit = ch
	go func() { <-ch }()
}

type sink interface{ Put(chan int) }

func put(s sink) int {
	ch := make(chan int)
	s.Put(ch)
	return <-ch
}

func signals() {
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, os.Interrupt)
	<-ch
}

type mux struct{ handlers map[string]func(string) }

func (m *mux) handle(path string, f func(string)) { m.handlers[path] = f }

func handler() func(string) {
	ch := make(chan string)
	go func() {
		for s := range ch {
			_ = s
		}
	}()
	return func(s string) { ch <- s }
}

func handle(m *mux) string {
	ch := make(chan string)
	m.handle("/", func(s string) { ch <- s })
	return <-ch
}

func overOther(out chan<- chan int) int {
	ch := make(chan int)
	out <- ch
	return <-ch
}

func inMap(m map[string]chan int, f func() int) {
	ch := make(chan int)
	m["a"] = ch
	go func() { ch <- f() }()
}

func inSyncMap(m *sync.Map, f func() int) {
	ch := make(chan int)
	m.Store("a", ch)
	go func() { ch <- f() }()
}

func onceFunc(f func()) {
	done := make(chan struct{})
	finish := sync.OnceFunc(func() { close(done) })
	go func() {
		defer finish()
		f()
	}()
	<-done
}

func goes(start func(func())) int {
	ch := make(chan int)
	start(func() { ch <- 1 })
	return <-ch
}

// What is the key of a map is found by a loop over the map.
type listener struct{ events chan int }

type processor struct {
	mu        sync.Mutex
	started   bool
	listeners map[*listener]bool
}

func (l *listener) run() {
	for e := range l.events {
		println(e)
	}
}

func (p *processor) add(l *listener) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listeners[l] = true
	if p.started {
		go l.run()
	}
}

func (p *processor) start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.started = true
	for l := range p.listeners {
		go l.run()
	}
}

func (p *processor) Listen(first int) {
	l := &listener{events: make(chan int)}
	p.add(l)
	l.events <- first
}
