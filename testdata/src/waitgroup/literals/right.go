package literals

import (
	"sync"
	"time"
)

func before(n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			time.Sleep(time.Second)
		}()
	}
	wg.Wait()
}

func method(n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() { time.Sleep(time.Second) })
	}
	wg.Wait()
}

// A group of the goroutine's own.
func own() {
	go func() {
		var wg sync.WaitGroup
		wg.Add(1)
		go func() {
			defer wg.Done()
			time.Sleep(time.Second)
		}()
		wg.Wait()
	}()
}

func ownShared() {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			time.Sleep(time.Second)
		}()
		wg.Wait()
	}()
}
