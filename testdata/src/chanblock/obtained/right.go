package obtained

func roomy(f func() int) <-chan int {
	ch := make(chan int, 1)
	go func() { ch <- f() }()
	return ch
}

func fasterRoomy(f, g func() int) int {
	a, b := roomy(f), roomy(g)
	select {
	case n := <-a:
		return n
	case n := <-b:
		return n
	}
}

func count(n int) (c int) {
	for range all(n) {
		c++
	}
	return c
}

func all(n int) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := range n {
			ch <- i
		}
	}()
	return ch
}

// The caller hands it on: others may use it.
func handsOn(n int) <-chan int { return all(n) }

func gives(n int, use func(<-chan int)) {
	ch := all(n)
	use(ch)
	if n, ok := <-ch; ok {
		_ = n
	}
}

func stopServer(f func()) {
	s := newStopped()
	s.requests <- f
	close(s.requests)
	<-s.stopped
}

func newStopped() *server {
	s := &server{make(chan func()), make(chan struct{})}
	go func() {
		defer close(s.stopped)
		for r := range s.requests {
			r()
		}
	}()
	return s
}

// A semaphore that is full in the beginning: of n tokens there is at least one.
type tokens struct{ ch chan struct{} }

func newTokens(n int) *tokens {
	t := &tokens{make(chan struct{}, n)}
	for range n {
		t.ch <- struct{}{}
	}
	return t
}

func (t *tokens) take() { <-t.ch }
func (t *tokens) give() { t.ch <- struct{}{} }

func withToken(n int, f func()) {
	t := newTokens(n)
	t.take()
	defer t.give()
	f()
}

func in(f func()) {
	l := newLock()
	l.enter()
	f()
	l.leave()
	l.enter()
	f()
	l.leave()
}
