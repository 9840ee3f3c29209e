package forever

import "sync"

// Nobody is there to call Done.
func alone() {
	var wg sync.WaitGroup
	wg.Add(1)
	wg.Wait() // want `wg.Done is never called, so this Wait never returns`
}

// The workers know nothing of the group.
func forgotten(work func(int)) {
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go func() {
			work(i)
		}()
	}
	wg.Wait() // want `wg.Done is never called, so this Wait never returns`
}
