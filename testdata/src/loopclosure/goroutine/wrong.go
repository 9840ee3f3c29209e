package goroutine

import (
	"log"
	"sync"
)

type request struct{ id int }

func handle(r request) error { return nil }

// A statement after the go statement hides the bug from go vet.
func notLast(reqs []request) {
	var wg sync.WaitGroup
	started := 0
	for i, r := range reqs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := handle(r); err != nil { // want `loop variable r captured by func literal in a goroutine`
				log.Print(i, err) // want `loop variable i captured`
			}
			log.Print(i, r) // the first use is enough
		}()
		started++
		log.Printf("started %d", started)
	}
	wg.Wait()
}

// Waiting for a place is not waiting for the end.
func limited(reqs []request) {
	sem := make(chan struct{}, 4)
	for _, r := range reqs {
		sem <- struct{}{}
		go func() {
			defer func() { <-sem }()
			handle(r) // want `loop variable r captured`
		}()
	}
}

// The goroutine is two literals deep, one of which is called at once.
func nested(reqs []request) {
	for _, r := range reqs {
		func() {
			defer log.Print("started")
			go func() {
				handle(r) // want `loop variable r captured`
			}()
		}()
		log.Print("next")
	}
}

// Some iterations go on without waiting.
func sometimes(reqs []request, async bool) {
	done := make(chan error)
	for _, r := range reqs {
		go func() {
			done <- handle(r) // want `loop variable r captured`
		}()
		if async {
			continue
		} else {
			log.Print("next")
			continue
		}
	}
	<-done
}

// A poll does not wait, and a case that returns does not get to the next
// iteration.
func polled(reqs []request, stop chan struct{}) {
	for _, r := range reqs {
		go func() {
			handle(r) // want `loop variable r captured`
		}()
		select {
		case <-stop:
			return
		default:
		}
	}
}

// The inner loop's variable changes before the wait, the outer one's after.
func inner(batches [][]request) {
	for n, batch := range batches {
		var wg sync.WaitGroup
		for _, r := range batch {
			wg.Add(1)
			go func() {
				defer wg.Done()
				log.Print(n)
				handle(r) // want `loop variable r captured`
			}()
			log.Print("started")
		}
		wg.Wait()
	}
}

// The literal is an argument: it runs when the goroutine calls it.
func argument(reqs []request) {
	for _, r := range reqs {
		go retry(3, func() error {
			return handle(r) // want `loop variable r captured`
		})
	}
}

func retry(n int, f func() error) error { return f() }

// A copy made inside is too late.
func copiedInside(reqs []request) {
	for _, r := range reqs {
		go func() {
			r := r // want `loop variable r captured`
			handle(r)
		}()
	}
}

// The variable is declared outside, so it is the same one even in new files.
var current request

func global(reqs []request) {
	for _, current = range reqs {
		go func() {
			handle(current) // want `loop variable current captured`
		}()
	}
}
