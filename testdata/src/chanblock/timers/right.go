package timers

import "time"

func sleep() { <-time.After(time.Second) }

func ticking(f func()) {
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				f()
			case <-stop:
				return
			}
		}
	}()
	f()
}

func drained(f func() int) int {
	ch := make(chan int, 1)
	go func() { ch <- f() }()
	timer := time.NewTimer(time.Second)
	select {
	case n := <-ch:
		if !timer.Stop() {
			<-timer.C
		}
		return n
	case <-timer.C:
		return 0
	}
}

func forEver(f func()) {
	for range time.Tick(time.Second) {
		f()
	}
}

func afterFunc() {
	done := make(chan struct{})
	time.AfterFunc(time.Second, func() { close(done) })
	<-done
}

func wakeup() {
	ch := make(chan struct{}, 1)
	t := time.AfterFunc(time.Second, func() { ch <- struct{}{} })
	defer t.Stop()
	<-ch
}

type limiter struct{ tick *time.Ticker }

func (l *limiter) wait() { <-l.tick.C }

func limited(fs []func()) {
	l := &limiter{time.NewTicker(time.Second)}
	defer l.tick.Stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, f := range fs {
			l.wait()
			f()
		}
	}()
	<-done
}

func optional(f func() int, d time.Duration) int {
	ch := make(chan int, 1)
	go func() { ch <- f() }()
	var timeout <-chan time.Time
	if d > 0 {
		timeout = time.After(d)
	}
	select {
	case n := <-ch:
		return n
	case <-timeout:
		return 0
	}
}

type timeoutError struct{}

func (timeoutError) Error() string { return "timeout" }

// Only the timer sends a timeoutError, and then the other one is still to come.
func handshake(limit time.Duration, shake func() error, interrupt func()) error {
	errs := make(chan error, 2)
	if limit != 0 {
		time.AfterFunc(limit, func() { errs <- timeoutError{} })
	}
	go func() { errs <- shake() }()
	err := <-errs
	if err == (timeoutError{}) {
		interrupt()
		<-errs
	}
	return err
}
