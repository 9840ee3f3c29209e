// Package balance has groups whose calls can be counted.
package balance

import "sync"

func fewer(f, g func()) {
	var wg sync.WaitGroup
	wg.Add(3)
	go func() {
		defer wg.Done()
		f()
	}()
	go func() {
		defer wg.Done()
		g()
	}()
	wg.Wait() // want `wg\.Done is called twice for a count of 3, so Wait never returns`
}

func more(f, g func()) {
	var wg sync.WaitGroup
	wg.Add(1) // want `wg\.Done is called twice for a count of 1, so the counter becomes negative, which panics`
	go func() {
		defer wg.Done()
		f()
	}()
	go func() {
		defer wg.Done()
		g()
	}()
	wg.Wait()
}

func twice(f func()) {
	var wg sync.WaitGroup
	wg.Add(1) // want `wg\.Done is called twice for a count of 1`
	go func() {
		defer wg.Done()
		f()
		wg.Done()
	}()
	wg.Wait()
}

func work(wg *sync.WaitGroup) { wg.Done() }

func named() {
	var wg sync.WaitGroup
	wg.Add(1)
	wg.Add(1)
	go work(&wg)
	wg.Wait() // want `wg\.Done is called once for a count of 2, so Wait never returns`
}
