// Package nils has channels that were never made.
package nils

import "time"

func wait(work func()) {
	var done chan bool
	go func() {
		work()
		done <- true // want `done is nil, so this blocks for ever`
	}()
	<-done
}

type conn struct {
	closed chan struct{}
	queue  chan int
	err    error
}

// One of two is forgotten.
func dial(read func() int) *conn {
	c := new(conn)
	c.closed = make(chan struct{})
	n := read()
	c.queue <- n // want `c\.queue is nil, so this blocks for ever`
	return c
}

func literal(n int) int {
	c := &conn{err: nil}
	go func() {
		c.queue <- n // want `c\.queue is nil, so this blocks for ever`
	}()
	return <-c.queue
}

// Made on one path only.
func conditional(async bool, f func()) {
	var done chan struct{}
	if async {
		done = make(chan struct{})
		go func() {
			defer close(done)
			f()
		}()
	} else {
		f()
	}
	<-done // want `done is nil, so this blocks for ever`
}

// The inner variable is another one.
func shadowed(f func() int, buffer bool) int {
	var ch chan int
	if buffer {
		ch := make(chan int, 1)
		ch <- 0
	}
	go func() {
		ch <- f() // want `ch is nil, so this blocks for ever`
	}()
	return 0
}

func elements(f func() int) int {
	chans := make([]chan int, 2)
	go func() { chans[0] <- f() }() // want `chans\[0\] is nil, so this blocks for ever`
	return f()
}

func watchdogWrong(work func()) {
	late := make(chan struct{})
	time.AfterFunc(time.Minute, func() { late <- struct{}{} }) // want `sending on late can block for ever`
	work()
}
