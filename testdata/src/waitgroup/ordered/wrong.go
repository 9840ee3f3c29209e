package ordered

import "sync"

// The message comes before the Add.
func tooEarly(f func() int) int {
	var wg sync.WaitGroup
	go func() {
		n := f()
		wg.Add(1) // want `wg\.Add is called by the goroutine`
		defer wg.Done()
		println(n)
	}()
	wg.Wait()
	return 0
}
