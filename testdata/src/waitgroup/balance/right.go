package balance

import "sync"

func equal(f, g func()) {
	var wg sync.WaitGroup
	wg.Add(2)
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

func own(f func()) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		f()
	}()
	wg.Done()
	wg.Wait()
}

func loop(n int) {
	var wg sync.WaitGroup
	wg.Add(10)
	for range 10 {
		go work(&wg)
	}
	wg.Wait()
}

func counts(n int) {
	var wg sync.WaitGroup
	wg.Add(n)
	go func() {
		for range n {
			wg.Done()
		}
	}()
	wg.Wait()
}

func conditional(b bool, f func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go work(&wg)
	if b {
		wg.Add(1)
		go work(&wg)
	}
	wg.Wait()
}

func callback(register func(func())) {
	var wg sync.WaitGroup
	wg.Add(2)
	register(func() { wg.Done() })
	go work(&wg)
	wg.Wait()
}

func reused() {
	var wg sync.WaitGroup
	wg.Add(1)
	go work(&wg)
	wg.Wait()
	wg.Add(1)
	go work(&wg)
	wg.Wait()
}

func minus() {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { wg.Add(-2) }()
	wg.Wait()
}

func twoTimes(f func() bool) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		wg.Done()
		wg.Done()
	}()
	wg.Wait()
}
