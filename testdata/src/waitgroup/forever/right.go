package forever

import "sync"

// Nothing is counted.
func idle() {
	var wg sync.WaitGroup
	wg.Wait()
}

// What is added may be nothing.
func unknownMany(n int) {
	var wg sync.WaitGroup
	wg.Add(n)
	wg.Wait()
}

func handedOn(start func(*sync.WaitGroup)) {
	var wg sync.WaitGroup
	wg.Add(1)
	start(&wg)
	wg.Wait()
}

func methodValue(start func(func())) {
	var wg sync.WaitGroup
	wg.Add(1)
	start(wg.Done)
	wg.Wait()
}
