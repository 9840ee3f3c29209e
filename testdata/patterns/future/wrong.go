package future

import (
	"sync"
	"time"
)

func laterUnbuffered(f func() int) <-chan int {
	ch := make(chan int)
	go func() {
		ch <- f() // want `chanblock-send`
	}()
	return ch
}

// The slower one never delivers.
func fastestLeaks(f, g func() int) int {
	a, b := laterUnbuffered(f), laterUnbuffered(g)
	select {
	case v := <-a:
		return v
	case v := <-b:
		return v
	}
}

// The winner is the only one that is heard.
func raceLeaks(ask func(string) string) string {
	ch := make(chan string)
	for _, s := range []string{"a", "b", "c"} {
		go func() {
			ch <- ask(s) // want `chanblock-send`
		}()
	}
	return <-ch
}

// No result, no end.
func asyncSilent(f func() (int, error)) int {
	ch := make(chan int, 1)
	go func() {
		v, err := f()
		if err != nil {
			return
		}
		ch <- v
	}()
	return <-ch // want `chanblock-recv`
}

// Whoever resolves second closes a closed channel.
func resolvesTwice(ask, other func() string) string {
	done := make(chan struct{})
	var value string
	var mu sync.Mutex
	resolve := func(v string) {
		mu.Lock()
		value = v
		mu.Unlock()
		close(done) // want `chanclose-double`
	}
	go func() { resolve(ask()) }()
	go func() { resolve(other()) }()
	<-done
	mu.Lock()
	defer mu.Unlock()
	return value
}

// One result, taken twice.
func getsTwice(f func() int) int {
	ch := make(chan int, 1)
	go func() {
		ch <- f()
	}()
	first := <-ch
	second := <-ch // want `chanblock-recv`
	return first + second
}

// The channel of the future was never made.
type emptyFuture struct {
	done  chan struct{}
	value int
}

func asyncNil(f func() int) int {
	p := &emptyFuture{}
	go func() {
		p.value = f()
		close(p.done) // want `chanclose-nil`
	}()
	<-p.done
	return p.value
}

// The timeout sends on what the result may have closed.
func timesOut(f func() int, d time.Duration) int {
	ch := make(chan int, 2)
	go func() {
		ch <- f()
		close(ch)
	}()
	go func() {
		time.Sleep(d)
		ch <- -1 // want `chanclose-send`
	}()
	return <-ch
}
