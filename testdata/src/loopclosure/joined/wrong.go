package joined

import (
	"context"
	"log"
	"sync"
	"time"
)

// All waits come after the loop.
func late(names []string) {
	var wg sync.WaitGroup
	done := make(chan struct{})
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			work(name) // want `loop variable name captured`
		}()
		log.Print("started")
	}
	wg.Wait()
	<-done
}

// The wait comes before: the variable has changed by then.
func early(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Wait()
		wg.Add(1)
		go func() {
			defer wg.Done()
			work(name) // want `loop variable name captured`
		}()
	}
}

// Time passes, but that joins nothing.
func paced(names []string) {
	tick := time.NewTicker(time.Second)
	for _, name := range names {
		go func() { work(name) }() // want `loop variable name captured`
		<-tick.C
		time.Sleep(time.Second)
	}
}

func pacedSelect(ctx context.Context, names []string) {
	for _, name := range names {
		go func() { work(name) }() // want `loop variable name captured`
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// Who waits returns.
func onError(names []string) {
	errc := make(chan error, 1)
	for _, name := range names {
		go func() { errc <- work(name) }() // want `loop variable name captured`
		if name == "" {
			<-errc
			return
		}
	}
}

// Another goroutine waits.
func elsewhere(names []string) {
	for _, name := range names {
		done := make(chan struct{})
		go func() {
			defer close(done)
			work(name) // want `loop variable name captured`
		}()
		go func() {
			<-done
			log.Print("done")
		}()
	}
}

// This deferred wait is at the end of the function.
func deferred(names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			work(name) // want `loop variable name captured`
		}()
		defer wg.Wait()
	}
}

// The function that is called does not wait.
func starts(names []string) {
	for _, name := range names {
		go func() { work(name) }() // want `loop variable name captured`
		note(name)
	}
}

func note(name string) { log.Print(name) }
