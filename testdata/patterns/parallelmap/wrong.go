package parallelmap

import (
	"sync"
)

// The channel is never closed: workers range for ever, and Wait with them.
func noClose(in []string, f func(string) int) []int {
	out := make([]int, len(in))
	indices := make(chan int)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range indices { // want `chanblock-range`
				out[i] = f(in[i])
			}
		}()
	}
	for i := range in {
		indices <- i
	}
	wg.Wait()
	return out
}

// A worker that has met an error is gone; the feeder does not know.
func workerDies(in []string, f func(string) (int, error)) []int {
	out := make([]int, len(in))
	indices := make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range indices {
				v, err := f(in[i])
				if err != nil {
					return
				}
				out[i] = v
			}
		}()
	}
	for i := range in {
		indices <- i // want `chanblock-send`
	}
	close(indices)
	wg.Wait()
	return out
}

// Nobody collects before everything has been handed out.
func collectsLate(in []string, f func(string) int) (sum int) {
	jobs, results := make(chan string), make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for s := range jobs {
				results <- f(s) // want `chanblock-send`
			}
		})
	}
	for _, s := range in {
		jobs <- s
	}
	close(jobs)
	go func() {
		wg.Wait()
		close(results)
	}()
	for n := range results {
		sum += n
	}
	return sum
}

// Every worker closes what all of them send on.
func allClose(in []string, f func(string) int) (sum int) {
	jobs, results := make(chan string, len(in)), make(chan int)
	for _, s := range in {
		jobs <- s
	}
	close(jobs)
	for range 2 {
		go func() {
			defer close(results) // want `chanclose-double`
			for s := range jobs {
				results <- f(s) // want `chanclose-send`
			}
		}()
	}
	for n := range results {
		sum += n
	}
	return sum
}

// Waiting in the loop that starts: one at a time, and the first waits for all.
func waitsInLoop(in []string, f func(string) int) []int {
	out := make([]int, len(in))
	var wg sync.WaitGroup
	wg.Add(len(in))
	for i, v := range in {
		go func() {
			defer wg.Done()
			out[i] = f(v)
		}()
		wg.Wait() // want `waitgroup-waitinloop`
	}
	return out
}

// The lock that guards the results is held while the worker's result is awaited.
func lockedWait(in []string, f func(string) int) map[string]int {
	out := make(map[string]int)
	var mu sync.Mutex
	var wg sync.WaitGroup
	mu.Lock()
	defer mu.Unlock()
	for _, v := range in {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n := f(v)
			mu.Lock()
			defer mu.Unlock()
			out[v] = n
		}()
	}
	wg.Wait() // want `lockorder-wait`
	return out
}
