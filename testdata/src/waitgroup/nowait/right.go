package nowait

import (
	"sync"

	"golang.org/x/sync/errgroup"
)

type pool struct{ wg *sync.WaitGroup }

// Groups that go somewhere.
func returned(f func()) *sync.WaitGroup {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { defer wg.Done(); f() }()
	return &wg
}

func stored(f func()) *pool {
	wg := new(sync.WaitGroup)
	wg.Add(1)
	go func() { defer wg.Done(); f() }()
	return &pool{wg}
}

func waiter(f func()) func() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { defer wg.Done(); f() }()
	return wg.Wait
}

func waitingLiteral(f func()) func() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { defer wg.Done(); f() }()
	return func() { wg.Wait() }
}

func wait(wg *sync.WaitGroup) { wg.Wait() }

func helper(f func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { defer wg.Done(); f() }()
	wait(&wg)
}

func elsewhere(f func(), g func(*sync.WaitGroup)) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { defer wg.Done(); f() }()
	g(&wg)
}

func dropped(f func() error) error {
	var g errgroup.Group
	g.Go(f)
	defer g.Wait()
	return nil
}

// A group that is tried out.
func bench(run func(func())) {
	var wg sync.WaitGroup
	run(func() {
		wg.Add(1)
		wg.Done()
	})
}

// The messages are waited for, and there is nothing after them.
func messages(close func() error) int {
	var wg sync.WaitGroup
	errs := make(chan error, 4)
	twice := func() {
		defer wg.Done()
		errs <- close()
		errs <- close()
	}
	wg.Add(2)
	go twice()
	go twice()
	failed := 0
	for i := 0; i < 4; i++ {
		if err := <-errs; err != nil {
			failed++
		}
	}
	return failed
}

func closes(f func()) {
	var wg sync.WaitGroup
	done := make(chan struct{})
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer close(done)
		f()
	}()
	select {
	case <-done:
	}
}
