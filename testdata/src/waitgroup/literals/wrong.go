// Package literals has calls of Add in the goroutines that they count.
package literals

import (
	"sync"
	"time"
)

func first(f func()) {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1) // want `wg\.Add is called by the goroutine that is to be waited for, so Wait may return before it \(waitgroup-add\)`
		defer wg.Done()
		f()
	}()
	wg.Wait()
}

// As in the fixture of vet's analyzer: the other goroutine is counted rightly.
func mixed(f func()) {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1) // want `wg\.Add is called by the goroutine`
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

// One that was counted before does not make this one so.
func mixedBefore(f func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
	go func() {
		wg.Add(1) // want `wg\.Add is called by the goroutine`
		defer wg.Done()
		f()
	}()
	wg.Wait()
}

// Not the first statement.
func second(n int) {
	var wg sync.WaitGroup
	for i := range n {
		go func() {
			if i == 0 {
				time.Sleep(time.Second)
			}
			wg.Add(1) // want `wg\.Add is called by the goroutine`
			time.Sleep(time.Second)
			wg.Done()
		}()
	}
	wg.Wait()
}

// Sleeping orders nothing.
func sleep(f func()) {
	wg := &sync.WaitGroup{}
	go func() {
		wg.Add(1) // want `Add is called by the goroutine`
		f()
		wg.Done()
	}()
	time.Sleep(time.Millisecond)
	wg.Wait()
}

// The group is a parameter of the literal.
func passed(f func()) {
	var wg sync.WaitGroup
	go func(wg *sync.WaitGroup) {
		wg.Add(1) // want `wg\.Add is called by the goroutine`
		defer wg.Done()
		f()
	}(&wg)
	wg.Wait()
}

// Of a function, and through a call.
func begin(wg *sync.WaitGroup) { wg.Add(1) } // want `wg\.Add is called by the goroutine`

func work(wg *sync.WaitGroup) {
	begin(wg)
	defer wg.Done()
	time.Sleep(time.Second)
}

func named() {
	var wg sync.WaitGroup
	for range 3 {
		go work(&wg)
	}
	wg.Wait()
}

// The one who waits calls the one who starts.
func spawn(wg *sync.WaitGroup) {
	go func() {
		wg.Add(1) // want `wg\.Add is called by the goroutine`
		defer wg.Done()
		time.Sleep(time.Second)
	}()
}

func caller() {
	var wg sync.WaitGroup
	spawn(&wg)
	spawn(&wg)
	wg.Wait()
}

// In a literal that is called on the spot.
func helper() {
	var wg sync.WaitGroup
	start := func() {
		go func() {
			wg.Add(1) // want `wg\.Add is called by the goroutine`
			defer wg.Done()
			time.Sleep(time.Second)
		}()
	}
	start()
	wg.Wait()
}

// A deferred Wait.
func deferred() {
	var wg sync.WaitGroup
	defer wg.Wait()
	go func() {
		wg.Add(1) // want `wg\.Add is called by the goroutine`
		defer wg.Done()
		time.Sleep(time.Second)
	}()
}

// Who waits is not to be seen.
func elsewhere(wg *sync.WaitGroup) {
	go func() {
		wg.Add(1) // want `wg\.Add is called by the goroutine`
		defer wg.Done()
		time.Sleep(time.Second)
	}()
}
