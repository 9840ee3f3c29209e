// Package pools has workers and their ends.
package pools

import "sync"

type pool struct {
	jobs    chan func()
	results chan int
	quit    chan struct{}
	wg      sync.WaitGroup
}

func (p *pool) worker() {
	defer p.wg.Done()
	for {
		select {
		case f := <-p.jobs:
			f()
		case <-p.quit:
			return
		}
	}
}

// One token for two workers.
func stopOne(f func()) {
	p := &pool{jobs: make(chan func()), quit: make(chan struct{})}
	for range 2 {
		p.wg.Add(1)
		go func() {
			defer p.wg.Done()
			for {
				select { // want `this select can block for ever`
				case f := <-p.jobs:
					f()
				case <-p.quit:
					return
				}
			}
		}()
	}
	p.jobs <- f
	p.quit <- struct{}{}
	p.wg.Wait()
}

// The worker ends at the first error, and the others are still to come.
func dies(ns []int, f func(int) error) {
	jobs := make(chan int)
	go func() {
		for n := range jobs {
			if f(n) != nil {
				return
			}
		}
	}()
	for _, n := range ns {
		jobs <- n // want `sending on jobs can block for ever`
	}
	close(jobs)
}

// Workers that send results nobody collects until all jobs are in.
func noCollector(ns []int, f func(int) int) (sum int) {
	jobs, results := make(chan int), make(chan int)
	go func() {
		defer close(results)
		for n := range jobs {
			results <- f(n) // want `sending on results can block for ever`
		}
	}()
	for _, n := range ns {
		jobs <- n
	}
	close(jobs)
	for r := range results {
		sum += r
	}
	return sum
}

// There are no workers, whatever size says: each call has a channel of its own.
func (e *elastic) shrink(want int, jobs <-chan func()) {
	quit := make(chan bool)
	if want < e.size {
		quit <- true // want `only the goroutine itself could be at the other end of quit`
	} else {
		go worker(jobs, quit)
		quit <- true
	}
}
