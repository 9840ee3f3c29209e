package nils

import (
	"fmt"
	"math"
	"sync"
	"time"
)

func waitRight(work func()) {
	var done = make(chan bool)
	go func() {
		work()
		done <- true
	}()
	<-done
}

func newConn() *conn { return &conn{closed: make(chan struct{}), queue: make(chan int, 1)} }

func dialRight(read func() int) *conn {
	c := newConn()
	c.queue <- read()
	return c
}

// Made before it is used, if after the goroutine's start.
func conditionalRight(async bool, f func()) {
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
	if async {
		<-done
	}
}

// Made on first use.
type lazy struct {
	once sync.Once
	mu   sync.Mutex
	ch   chan int
}

func (l *lazy) channel() chan int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ch == nil {
		l.ch = make(chan int, 1)
	}
	return l.ch
}

func (l *lazy) onceChannel() chan int {
	l.once.Do(func() { l.ch = make(chan int, 1) })
	return l.ch
}

func useLazy(n int) int {
	l := new(lazy)
	go func() { l.channel() <- n }()
	return <-l.channel()
}

func useOnce(n int) int {
	var l lazy
	go func() { l.onceChannel() <- n }()
	return <-l.onceChannel()
}

// A nil channel in a select is a case that is off.
func off(n int, report bool) int {
	var reports chan int
	if report {
		reports = make(chan int, 1)
	}
	values := make(chan int, 1)
	values <- n
	for {
		select {
		case v := <-values:
			return v
		case r := <-reports:
			n = r
		}
	}
}

func elementsRight(f func() int) int {
	chans := make([]chan int, 2)
	for i := range chans {
		chans[i] = make(chan int)
	}
	go func() { chans[0] <- f() }()
	return <-chans[0]
}

func found(f func() int) int {
	m := map[string]chan int{"a": make(chan int, 1)}
	m["a"] <- f()
	if ch, ok := m["b"]; ok {
		return <-ch
	}
	return <-m["a"]
}

// Set by a function that is not at hand.
func subscribe(each func(func(chan int))) int {
	var ch chan int
	each(func(c chan int) { ch = c })
	return <-ch
}

// Who returns no channel returns an error that is not nil.
type stream struct{ in chan int }

func newStream(size int) (stream, error) {
	if size > 100 {
		return stream{}, fmt.Errorf("%d is too much", size)
	}
	return stream{make(chan int, 1)}, nil
}

func streams(size int) error {
	s, err := newStream(size)
	if err != nil {
		return err
	}
	s.in <- size
	<-s.in
	return nil
}

// A timer that is made to be set later does not go off by itself.
func watchdog(work func()) {
	late := make(chan struct{})
	timer := time.AfterFunc(math.MaxInt64, func() { late <- struct{}{} })
	timer.Stop()
	timer.Reset(time.Second)
	work()
	if !timer.Stop() {
		<-late
	}
}
