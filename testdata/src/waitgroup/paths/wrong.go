// Package paths has goroutines that return without Done.
package paths

import (
	"context"
	"net/http"
	"sync"
	"time"
)

func early(urls []string) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			resp, err := http.Get(url)
			if err != nil {
				return // want `wg\.Done is not called on this path, so Wait never returns \(waitgroup-done\)`
			}
			resp.Body.Close()
			wg.Done()
		}()
	}
	wg.Wait()
}

// Most of the paths are right.
func one(urls []string) {
	var wg sync.WaitGroup
	wg.Add(len(urls))
	for _, url := range urls {
		go func() {
			resp, err := http.Get(url)
			if err != nil {
				wg.Done()
				return
			}
			if resp.StatusCode != http.StatusOK {
				return // want `wg\.Done is not called on this path`
			}
			resp.Body.Close()
			wg.Done()
		}()
	}
	wg.Wait()
}

// The deferred call comes too late.
func late(ctx context.Context, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			if ctx.Err() != nil {
				return // want `wg\.Done is not called on this path`
			}
			defer wg.Done()
			time.Sleep(time.Second)
		}()
	}
	wg.Wait()
}

// A select that is left.
func selects(ctx context.Context, in <-chan int) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		select {
		case <-ctx.Done():
			return // want `wg\.Done is not called on this path`
		case <-in:
		}
		wg.Done()
	}()
	wg.Wait()
}

// A function rather than a literal.
func fetch(url string, wg *sync.WaitGroup) error {
	_, err := http.Get(url)
	if err != nil {
		return err // want `wg\.Done is not called on this path`
	}
	wg.Done()
	return nil
}

func named(urls []string) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go fetch(url, &wg)
	}
	wg.Wait()
}

type server struct {
	wg   sync.WaitGroup
	open func() error
}

func (s *server) start() {
	s.wg.Add(1)
	go s.run()
}

func (s *server) run() {
	if err := s.open(); err != nil {
		return // want `s\.wg\.Done is not called on this path`
	}
	time.Sleep(time.Second)
	s.wg.Done()
}

func (s *server) stop() { s.wg.Wait() }

// The end of the function.
func falls(f func() bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if f() {
			wg.Done()
		}
	}() // want `wg\.Done is not called on this path`
	wg.Wait()
}

// Done by the deferred call, and once more.
func failsTwice(tasks []func() error, report func(error)) {
	var wg sync.WaitGroup
	for _, t := range tasks {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := t(); err != nil {
				report(err)
				wg.Done() // want `wg\.Done is called twice on a path of a goroutine that is counted once, so the counter becomes negative, which panics`
			}
		}()
	}
	wg.Wait()
}

func alwaysTwice(tasks []func()) {
	var wg sync.WaitGroup
	for _, t := range tasks {
		wg.Add(1)
		go func() {
			defer wg.Done()
			t()
			wg.Done() // want `wg\.Done is called twice`
		}()
	}
	wg.Wait()
}
