// Package rounds has loops that have to go round several times before anything
// goes wrong.
package rounds

import "sync"

// The third one finds no slot.
func lost(fs []func() error) {
	sem := make(chan struct{}, 2)
	for _, f := range fs {
		sem <- struct{}{} // want `sending on sem can block for ever`
		go func() {
			if f() != nil {
				return
			}
			<-sem
		}()
	}
}

// Both workers are gone when the third job comes.
func die(jobs []int, f func(int) error) {
	ch := make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for j := range ch {
				if f(j) != nil {
					return
				}
			}
		})
	}
	for _, j := range jobs {
		ch <- j // want `sending on ch can block for ever`
	}
	close(ch)
	wg.Wait()
}

// The third result has no room until all have been started.
func late(tasks []func() int) (sum int) {
	sem, results := make(chan struct{}, 2), make(chan int)
	for _, f := range tasks {
		sem <- struct{}{}
		go func() {
			results <- f() // want `sending on results can block for ever`
			<-sem
		}()
	}
	for range tasks {
		sum += <-results
	}
	return sum
}

// All three tries may fail.
func retry(get func() (int, error)) int {
	ch := make(chan int)
	go func() {
		for range 3 {
			if n, err := get(); err == nil {
				ch <- n
				return
			}
		}
	}()
	return <-ch // want `receiving from ch can block for ever`
}

// What the flag says is the same in all rounds.
func flagged(loud bool, get func(int) int) int {
	ch := make(chan int, 2)
	go func() {
		for i := range 2 {
			if loud {
				ch <- get(i)
			}
		}
	}()
	return <-ch // want `receiving from ch can block for ever`
}
