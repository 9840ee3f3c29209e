package a

import "sync"

func run(f func()) {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1) // want `WaitGroup.Add called from inside new goroutine \(waitgroup\)`
		defer wg.Done()
		f()
	}()
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
	wg.Wait()
}
