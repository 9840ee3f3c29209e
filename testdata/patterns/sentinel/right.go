// Package sentinel ends n workers with n sentinels, or with one that they pass on.
package sentinel

import "sync"

type job struct {
	id   int
	stop bool
}

// A sentinel for each.
func perWorker(inputs []int, handle func(int)) {
	const workers = 3
	jobs := make(chan job)
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				j := <-jobs
				if j.stop {
					return
				}
				handle(j.id)
			}
		}()
	}
	for _, v := range inputs {
		jobs <- job{id: v}
	}
	for range workers {
		jobs <- job{stop: true}
	}
	wg.Wait()
}

// A nil function says that it is over; who takes it puts it back.
func passedOn(tasks []func()) {
	ch := make(chan func(), 8)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for task := range ch {
				if task == nil {
					ch <- nil
					return
				}
				task()
			}
		})
	}
	for _, t := range tasks {
		if t != nil {
			ch <- t
		}
	}
	ch <- nil
	wg.Wait()
}

// In Go, closing the channel is the sentinel that everybody gets.
func closed(inputs []int, handle func(int)) {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for v := range jobs {
				handle(v)
			}
		})
	}
	for _, v := range inputs {
		jobs <- v
	}
	close(jobs)
	wg.Wait()
}

// Workers report their ends, and the last report closes the results.
func results(inputs []int, f func(int) int) (sum int) {
	const workers = 2
	jobs, out, ended := make(chan int), make(chan int), make(chan struct{})
	for range workers {
		go func() {
			for v := range jobs {
				out <- f(v)
			}
			ended <- struct{}{}
		}()
	}
	go func() {
		for _, v := range inputs {
			jobs <- v
		}
		close(jobs)
		for range workers {
			<-ended
		}
		close(out)
	}()
	for v := range out {
		sum += v
	}
	return sum
}
