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
