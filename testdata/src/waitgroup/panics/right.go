package panics

import (
	"log"
	"sync"
)

func deferred(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() {
				if r := recover(); r != nil {
					log.Print(r)
				}
			}()
			job()
		}()
	}
	wg.Wait()
}

func inRecover(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer func() {
				if r := recover(); r != nil {
					wg.Done()
				}
			}()
			job()
			wg.Done()
		}()
	}
	wg.Wait()
}

func rethrows(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer func() {
				if r := recover(); r != nil {
					log.Print(r)
					panic(r)
				}
			}()
			job()
			wg.Done()
		}()
	}
	wg.Wait()
}

// Only what is called in between is recovered from.
func inner(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			func() {
				defer func() { recover() }()
				job()
			}()
			wg.Done()
		}()
	}
	wg.Wait()
}
