package joined

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

func work(s string) error { return nil }

func waitGroup(names []string) {
	for _, name := range names {
		var wg sync.WaitGroup
		for i := 0; i < 3; i++ {
			wg.Add(1)
			go func(i int) {
				defer wg.Done()
				work(name)
			}(i)
		}
		wg.Wait()
	}
}

func group(names []string) error {
	for _, name := range names {
		var g errgroup.Group
		g.Go(func() error { return work(name) })
		g.Go(func() error { return work(name + "2") })
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return nil
}

func channel(names []string) {
	for _, name := range names {
		errc := make(chan error)
		go func() { errc <- work(name) }()
		if err := <-errc; err != nil {
			continue
		}
	}
}

func timeout(names []string) {
	for _, name := range names {
		done := make(chan struct{})
		go func() {
			defer close(done)
			work(name)
		}()
		select {
		case <-done:
		case <-time.After(time.Second):
			return
		}
	}
}

func results(names []string) (all []string) {
	for _, name := range names {
		ch := make(chan string)
		go func() {
			defer close(ch)
			ch <- name
		}()
		for s := range ch {
			all = append(all, s)
		}
	}
	return all
}

// The wait is in a function of this package.
func helper(names []string) {
	for _, name := range names {
		done := make(chan struct{})
		go func() {
			defer close(done)
			work(name)
		}()
		await(done)
	}
}

func await(done chan struct{}) { awaitDeeper(done) }

func awaitDeeper(done chan struct{}) { <-done }

// The wait is deferred, but only to the end of this literal.
func deferredWait(names []string) {
	for _, name := range names {
		func() {
			var wg sync.WaitGroup
			defer wg.Wait()
			wg.Add(1)
			go func() {
				defer wg.Done()
				work(name)
			}()
		}()
	}
}

// Cancelling is how this goroutine says that it is done.
func cancelled(ctx context.Context, names []string) {
	for _, name := range names {
		ctx, cancel := context.WithCancel(ctx)
		go func() {
			defer cancel()
			work(name)
		}()
		<-ctx.Done()
	}
}

type server interface {
	Serve(name string)
	Shutdown()
}

// Whether Shutdown waits for Serve is not known here.
func shutdown(names []string, open func() server) {
	for _, name := range names {
		s := open()
		go func() { s.Serve(name) }()
		s.Shutdown()
	}
}

func stop(names []string, start func() (wait func())) {
	for _, name := range names {
		wait := start()
		go func() { work(name) }()
		wait()
	}
}

// The goroutine hands over what it has to say through a Cond.
func cond(names []string) {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	for _, name := range names {
		done := false
		go func() {
			work(name)
			mu.Lock()
			done = true
			mu.Unlock()
			c.Signal()
		}()
		mu.Lock()
		for !done {
			c.Wait()
		}
		mu.Unlock()
	}
}
