package waitgraph

import "sync"

// Each has the fork that the next one waits for.
type table struct{ a, b, c sync.Mutex }

func dine(t *table, eat func(int)) {
	var wg sync.WaitGroup
	wg.Go(func() {
		t.a.Lock()
		defer t.a.Unlock()
		t.b.Lock() // want `lockorder-cycle`
		defer t.b.Unlock()
		eat(0)
	})
	wg.Go(func() {
		t.b.Lock()
		defer t.b.Unlock()
		t.c.Lock()
		defer t.c.Unlock()
		eat(1)
	})
	wg.Go(func() {
		t.c.Lock()
		defer t.c.Unlock()
		t.a.Lock()
		defer t.a.Unlock()
		eat(2)
	})
	wg.Wait()
}

// Both send first.
func meetHead(a, b func() int) (int, int) {
	toB, toA := make(chan int), make(chan int)
	got := make(chan int, 1)
	go func() {
		toA <- b() // want `chanblock-send`
		got <- <-toB
	}()
	toB <- a()
	x := <-toA
	return x, <-got
}

// The worker asks the boss while the boss waits for the worker.
func boss(work func(answer int)) {
	questions, done := make(chan chan int), make(chan struct{})
	go func() {
		defer close(done)
		reply := make(chan int)
		questions <- reply
		work(<-reply)
	}()
	<-done // want `chanblock-recv`
	r := <-questions
	r <- 42
}

// A pipeline whose last stage feeds the first one.
func feedback(n int, step func(int) int) int {
	forward, back := make(chan int), make(chan int)
	go func() {
		for v := range forward {
			back <- step(v) // want `chanblock-send`
		}
		close(back)
	}()
	forward <- n
	forward <- n + 1
	close(forward)
	sum := 0
	for v := range back {
		sum += v
	}
	return sum
}

// One waits for the other's end with the lock that the other needs.
type service struct {
	mu   sync.Mutex
	done chan struct{}
	n    int
}

func runService(work func()) {
	s := &service{done: make(chan struct{})}
	go func() {
		defer close(s.done)
		work()
		s.mu.Lock()
		s.n++
		s.mu.Unlock()
	}()
	s.mu.Lock()
	<-s.done // want `lockorder-wait`
	s.mu.Unlock()
}

// Each waits for the other to be ready.
func handshake(left, right func()) {
	leftReady, rightReady := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		<-rightReady // want `chanblock-recv`
		left()
		close(leftReady)
	})
	wg.Go(func() {
		<-leftReady
		right()
		close(rightReady)
	})
	wg.Wait()
}
