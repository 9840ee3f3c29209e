package children

import "sync"

// The dispatcher itself was not counted.
func uncounted(jobs []func()) {
	var wg sync.WaitGroup
	go func() {
		for _, job := range jobs {
			wg.Add(1) // want `wg\.Add is called by the goroutine`
			go func() {
				defer wg.Done()
				job()
			}()
		}
	}()
	wg.Wait()
}

func uncountedGo(jobs []func()) {
	var wg sync.WaitGroup
	go func() {
		for _, job := range jobs {
			wg.Go(job) // want `wg\.Go is called by the goroutine`
		}
	}()
	wg.Wait()
}
