// Package forgotten has goroutines that end without a word.
package forgotten

import (
	"errors"
	"sync"
)

type job func() error

func earlyReturn(j job) {
	done := make(chan bool)
	go func() {
		if j() != nil {
			return
		}
		done <- true
	}()
	<-done // want `receiving from done can block for ever: nobody is left to send or to close it`
}

func errorPath(read func() ([]byte, error)) []byte {
	out := make(chan []byte)
	go func() {
		b, err := read()
		if err != nil {
			return
		}
		out <- b
		close(out)
	}()
	return <-out // want `receiving from out can block for ever: nobody is left to send or to close it`
}

func switchPath(kind string) error {
	res := make(chan error, 1)
	go func() {
		switch kind {
		case "a":
			res <- nil
		case "b":
			res <- errors.New("b")
		}
	}()
	return <-res // want `receiving from res can block for ever: nobody is left to send or to close it`
}

func closeOnSuccess(j job) {
	done := make(chan struct{})
	go func() {
		if err := j(); err == nil {
			close(done)
		}
	}()
	<-done // want `receiving from done can block for ever: nobody is left to send or to close it`
}

type task struct {
	job  job
	done chan struct{}
	err  error
}

func (t *task) run() {
	if t.job == nil {
		t.err = errors.New("no job")
		return
	}
	t.err = t.job()
	close(t.done)
}

func start(j job) error {
	t := &task{job: j, done: make(chan struct{})}
	go t.run()
	<-t.done // want `receiving from t\.done can block for ever: nobody is left to send or to close it`
	return t.err
}

// Both wait for the other one to begin.
func pingPong() {
	ping, pong := make(chan int), make(chan int)
	go func() {
		n := <-ping // want `receiving from ping can block for ever`
		pong <- n + 1
	}()
	<-pong
	ping <- 1
}

// The second result comes on one path only.
func two(j job, verbose bool) {
	ch := make(chan string)
	go func() {
		ch <- "begin"
		if err := j(); err != nil && verbose {
			ch <- err.Error()
		}
	}()
	<-ch
	<-ch // want `receiving from ch can block for ever`
}

// The lock has nothing to do with it.
func locked(mu *sync.Mutex, ready func() bool) {
	ok := make(chan bool, 1)
	go func() {
		mu.Lock()
		defer mu.Unlock()
		if ready() {
			ok <- true
		}
	}()
	<-ok // want `receiving from ok can block for ever`
}
