package each

import (
	"sync"

	"golang.org/x/sync/errgroup"
)

// The group has a limit.
func limited(urls []string, fetch func(string) error) error {
	var g errgroup.Group
	g.SetLimit(8)
	for _, url := range urls {
		g.Go(func() error { return fetch(url) })
	}
	return g.Wait()
}

// Who calls it knows how many they are.
func run(funcs ...func()) {
	for _, f := range funcs {
		go f()
	}
}

func few(fetch func(string)) {
	for _, url := range []string{"a", "b"} {
		go fetch(url)
	}
	for i := range 10 {
		go fetch(string(rune('a' + i)))
	}
}

// One after the other.
func turns(urls []string, fetch func(string)) {
	for _, url := range urls {
		var wg sync.WaitGroup
		wg.Go(func() { fetch(url) })
		wg.Wait()
	}
}

func tokens(urls []string, fetch func(string)) {
	free := make(chan int, 8)
	for i := range 8 {
		free <- i
	}
	for _, url := range urls {
		token := <-free
		go func() {
			fetch(url)
			free <- token
		}()
	}
}

var slots = make(chan bool, 8)

func one(url string, fetch func(string)) {
	slots <- true
	fetch(url)
	<-slots
}

// The callee waits for room.
func slotted(urls []string, fetch func(string)) {
	for _, url := range urls {
		go one(url, fetch)
	}
}
