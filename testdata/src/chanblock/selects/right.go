package selects

import (
	"context"
	"errors"
	"time"
)

func eitherComes(get func() (int, bool)) int {
	values, errs := make(chan int), make(chan error)
	go func() {
		if n, ok := get(); ok {
			values <- n
		} else {
			errs <- errors.New("no value")
		}
	}()
	select {
	case n := <-values:
		return n
	case <-errs:
		return 0
	}
}

func deadline(get func() (int, error)) int {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	ch := make(chan int, 1)
	go func() {
		if n, err := get(); err == nil {
			ch <- n
		}
	}()
	select {
	case n := <-ch:
		return n
	case <-ctx.Done():
		return 0
	}
}

func workerRight(ns []int, f func(int)) {
	work, stop := make(chan int), make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case n := <-work:
				f(n)
			case <-stop:
				return
			}
		}
	}()
	for _, n := range ns {
		work <- n
	}
}

// A closed channel is set to nil, and the loop ends with the last of them.
func both(as, bs []int) (sum int) {
	a, b := make(chan int), make(chan int)
	send := func(ch chan<- int, ns []int) {
		defer close(ch)
		for _, n := range ns {
			ch <- n
		}
	}
	go send(a, as)
	go send(b, bs)
	for a != nil || b != nil {
		select {
		case n, ok := <-a:
			if !ok {
				a = nil
				continue
			}
			sum += n
		case n, ok := <-b:
			if !ok {
				b = nil
				continue
			}
			sum += n
		}
	}
	return sum
}

// A nil channel switches the case off.
func queue(in <-chan int, done <-chan struct{}) {
	out := make(chan int)
	go func() {
		for n := range out {
			_ = n
		}
	}()
	defer close(out)
	var pending []int
	for {
		var send chan int
		var first int
		if len(pending) > 0 {
			send, first = out, pending[0]
		}
		select {
		case n := <-in:
			pending = append(pending, n)
		case send <- first:
			pending = pending[1:]
		case <-done:
			return
		}
	}
}

// The stop channel is also the answer.
func handshake(f func(int)) {
	work, stop := make(chan int), make(chan chan struct{})
	go func() {
		for {
			select {
			case n := <-work:
				f(n)
			case ack := <-stop:
				close(ack)
				return
			}
		}
	}()
	work <- 1
	ack := make(chan struct{})
	stop <- ack
	<-ack
}

// Blocks for ever, and is meant to.
func forever(f func()) {
	go func() {
		for {
			f()
		}
	}()
}

func foreverAfterwards(work func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-ctx.Done()
	}()
	work(ctx)
	select {}
}

func nonBlocking(ch chan<- int, f func() int) bool {
	own := make(chan int, 1)
	own <- f()
	select {
	case n := <-own:
		select {
		case ch <- n:
			return true
		default:
			return false
		}
	default:
		return false
	}
}
