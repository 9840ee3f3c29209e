// Package children has goroutines that were counted and that count others.
package children

import (
	"os"
	"path/filepath"
	"sync"
)

func walk(dir string, wg *sync.WaitGroup, out chan<- string) {
	defer wg.Done()
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() {
			wg.Add(1)
			go walk(filepath.Join(dir, e.Name()), wg, out)
			continue
		}
		out <- e.Name()
	}
}

func all(dir string) (n int) {
	var wg sync.WaitGroup
	out := make(chan string)
	wg.Add(1)
	go walk(dir, &wg, out)
	go func() {
		wg.Wait()
		close(out)
	}()
	for range out {
		n++
	}
	return n
}

// Done at the end, the children before it.
func tree(n int) {
	var wg sync.WaitGroup
	var visit func(n int)
	visit = func(n int) {
		defer wg.Done()
		if n > 0 {
			wg.Add(2)
			go visit(n - 1)
			go visit(n - 1)
		}
	}
	wg.Add(1)
	go visit(n)
	wg.Wait()
}

// A dispatcher.
func dispatch(jobs <-chan func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		for job := range jobs {
			wg.Add(1)
			go func() {
				defer wg.Done()
				job()
			}()
		}
		wg.Done()
	}()
	wg.Wait()
}

// The same with a method of the group's.
func dispatchGo(jobs <-chan func()) {
	var wg sync.WaitGroup
	wg.Go(func() {
		for job := range jobs {
			wg.Add(1)
			go func() {
				defer wg.Done()
				job()
			}()
			wg.Go(job)
		}
	})
	wg.Wait()
}

// The counter is raised for the time of the loop.
func guarded(jobs []func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, job := range jobs {
			wg.Add(1)
			go func() {
				defer wg.Done()
				job()
			}()
		}
	}()
	<-done
	wg.Done()
	wg.Wait()
}
