// Package alone has both ends of a channel in one goroutine.
package alone

func unbuffered(n int) int {
	ch := make(chan int)
	ch <- n // want `this blocks for ever: only the goroutine itself could be at the other end of ch`
	return <-ch
}

func full(a, b, c int) (sum int) {
	ch := make(chan int, 2)
	ch <- a
	ch <- b
	ch <- c // want `this blocks for ever: only the goroutine itself could be at the other end of ch`
	close(ch)
	for n := range ch {
		sum += n
	}
	return sum
}

func collect(ns []int) (out []int) {
	ch := make(chan int)
	for _, n := range ns {
		ch <- n // want `this blocks for ever: only the goroutine itself could be at the other end of ch`
	}
	close(ch)
	for n := range ch {
		out = append(out, n)
	}
	return out
}

// The receiver starts too late.
func late(n int, f func(int)) {
	ch := make(chan int)
	ch <- n // want `this blocks for ever: only the goroutine itself could be at the other end of ch`
	go func() { f(<-ch) }()
}

func put(ch chan<- int, n int) {
	ch <- n // want `this blocks for ever: only the goroutine itself could be at the other end of ch`
}

// The go is missing.
func noGo(n int) int {
	ch := make(chan int)
	put(ch, n)
	return <-ch
}

type semaphore chan struct{}

func (s semaphore) acquire() { s <- struct{}{} } // want `this blocks for ever: only the goroutine itself could be at the other end of s`
func (s semaphore) release() { <-s }

// Nested sections of a semaphore of one.
func nested(f func()) {
	sem := make(semaphore, 1)
	sem.acquire()
	defer sem.release()
	f()
	sem.acquire()
	defer sem.release()
}

// There is one server, which need not be there.
func (s *servers) one(serve func(string) error) error {
	errs := make(chan error, 2)
	if s.plain != "" {
		go func() { errs <- serve(s.plain) }()
	}
	return <-errs // want `this blocks for ever: only the goroutine itself could be at the other end of errs`
}

// Neither of them need have been started, if something else fails.
func (s *servers) failing(listen func(string) error, serve func(string) error) error {
	errs := make(chan error, 2)
	if err := listen(s.plain); err == nil {
		go func() { errs <- serve(s.plain) }()
	}
	if err := listen(s.secure); err == nil {
		go func() { errs <- serve(s.secure) }()
	}
	return <-errs // want `this blocks for ever: only the goroutine itself could be at the other end of errs`
}
