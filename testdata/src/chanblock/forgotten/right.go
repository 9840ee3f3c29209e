package forgotten

import (
	"errors"
	"log"
	"os"
)

func deferredClose(j job) {
	done := make(chan bool)
	go func() {
		defer close(done)
		if j() != nil {
			return
		}
	}()
	<-done
}

func deferredSend(j job) (err error) {
	res := make(chan error)
	go func() {
		var err error
		defer func() { res <- err }()
		if err = j(); err != nil {
			return
		}
		err = j()
	}()
	return <-res
}

func everyPath(read func() ([]byte, error)) ([]byte, error) {
	out, errs := make(chan []byte), make(chan error)
	go func() {
		b, err := read()
		if err != nil {
			errs <- err
			return
		}
		out <- b
	}()
	select {
	case b := <-out:
		return b, nil
	case err := <-errs:
		return nil, err
	}
}

// A goroutine that does not come back ends the program.
func fatal(read func() ([]byte, error)) []byte {
	out := make(chan []byte)
	go func() {
		b, err := read()
		if err != nil {
			log.Fatal(err)
		}
		out <- b
	}()
	return <-out
}

func exits(j job) {
	done := make(chan struct{})
	go func() {
		if j() != nil {
			os.Exit(1)
		}
		close(done)
	}()
	<-done
}

func panics(kind string) error {
	res := make(chan error, 1)
	go func() {
		switch kind {
		case "a":
			res <- nil
		default:
			panic(kind)
		}
	}()
	return <-res
}

func recovers(f func()) error {
	res := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				res <- errors.New("panic")
			}
		}()
		f()
		res <- nil
	}()
	return <-res
}

// The same condition on both sides.
func sameCondition(j job, wait bool) {
	done := make(chan bool)
	go func() {
		j()
		if wait {
			done <- true
		}
	}()
	if wait {
		<-done
	}
}

func sameConditionField(t *task, async bool) error {
	errs := make(chan error)
	if t.job != nil {
		go func() { errs <- t.job() }()
	}
	if async {
		return nil2(errs, t)
	}
	if t.job != nil {
		return <-errs
	}
	return nil
}

func nil2(errs chan error, t *task) error {
	if t.job == nil {
		return nil
	}
	return <-errs
}

// Optional work: the channel is nil if there is none, and then nobody waits.
func optional(j job) {
	var done chan struct{}
	if j != nil {
		done = make(chan struct{})
		go func() {
			j()
			close(done)
		}()
	}
	if done != nil {
		<-done
	}
}

func (t *task) runRight() {
	defer close(t.done)
	if t.job == nil {
		t.err = errors.New("no job")
		return
	}
	t.err = t.job()
}

func startRight(j job) error {
	t := &task{job: j, done: make(chan struct{})}
	go t.runRight()
	<-t.done
	return t.err
}

func pingPongRight() {
	ping, pong := make(chan int), make(chan int)
	go func() {
		n := <-ping
		pong <- n + 1
	}()
	ping <- 1
	<-pong
}

// Started goroutines start others, the last of which tells.
func nested(a, b job) {
	done := make(chan struct{})
	go func() {
		if a() != nil {
			close(done)
			return
		}
		go func() {
			defer close(done)
			b()
		}()
	}()
	<-done
}

func retries(j job) error {
	res := make(chan error)
	go func() {
		var err error
		for range 3 {
			if err = j(); err == nil {
				break
			}
		}
		res <- err
	}()
	return <-res
}
