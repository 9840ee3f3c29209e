// Package after has calls of Add after the go statement.
package after

import "sync"

func one(f func()) {
	var wg sync.WaitGroup
	go func() {
		defer wg.Done()
		println("x")
	}()
	wg.Add(1) // want `wg\.Add is called after the start of the goroutine that it counts, so Done may come first`
	wg.Wait()
}

func loop(n int) {
	var wg sync.WaitGroup
	for range n {
		go work(&wg)
		wg.Add(1) // want `wg\.Add is called after the start`
	}
	wg.Wait()
}

func work(wg *sync.WaitGroup) {
	println("x")
	wg.Done()
}
