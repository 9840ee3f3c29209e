package never

import "sync"

const debug = false

// What a constant rules out does not happen.
func skips(work func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if debug {
			return
		}
		work()
		wg.Done()
	}()
	wg.Wait()
}

func counts(work func()) {
	var wg sync.WaitGroup
	if debug {
		go func() {
			wg.Add(1)
			defer wg.Done()
			work()
		}()
	}
	wg.Wait()
}

func otherwise(work func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if !debug {
			work()
		} else {
			return
		}
		wg.Done()
	}()
	wg.Wait()
}
