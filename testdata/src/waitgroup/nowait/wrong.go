// Package nowait has groups that nobody waits for.
package nowait

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

var mu sync.Mutex

func each(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1) // want `wg counts goroutines, but nothing waits for them \(waitgroup-nowait\)`
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			job()
		}()
	}
}

func work(wg *sync.WaitGroup) { defer wg.Done() }

func named() {
	wg := new(sync.WaitGroup)
	wg.Add(1) // want `counts goroutines, but nothing waits for them`
	go work(wg)
}

func errors(jobs []func() error) {
	var g errgroup.Group
	g.SetLimit(2)
	for _, job := range jobs {
		g.Go(job) // want `g counts goroutines, but nothing waits for them`
	}
}

func captured(ctx context.Context, f func() error) {
	g := new(errgroup.Group)
	g.Go(func() error {
		g.Go(f) // want `counts goroutines, but nothing waits for them`
		return nil
	})
}

// Some goroutines give something, the others do not.
func halves(f, g func()) {
	var wg sync.WaitGroup
	done := make(chan bool)
	wg.Add(2) // want `wg counts goroutines, but nothing waits for them`
	go func() {
		defer wg.Done()
		f()
		done <- true
	}()
	go func() {
		defer wg.Done()
		g()
	}()
	<-done
}

// One of many.
func first(fs []func() int) int {
	var wg sync.WaitGroup
	results := make(chan int, len(fs))
	for _, f := range fs {
		wg.Add(1) // want `wg counts goroutines, but nothing waits for them`
		go func() {
			defer wg.Done()
			results <- f()
		}()
	}
	return <-results
}

// It may return without having sent anything.
func sometimes(f func() error) {
	var wg sync.WaitGroup
	errs := make(chan error, 1)
	wg.Add(1) // want `wg counts goroutines, but nothing waits for them`
	go func() {
		defer wg.Done()
		if err := f(); err != nil {
			errs <- err
		}
	}()
	select {
	case <-errs:
	default:
	}
}

// What it receives is what was there before.
func earlier(f func()) {
	var wg sync.WaitGroup
	done := make(chan bool, 1)
	done <- true
	<-done
	wg.Add(1) // want `wg counts goroutines, but nothing waits for them`
	go func() {
		defer wg.Done()
		f()
		done <- true
	}()
}
