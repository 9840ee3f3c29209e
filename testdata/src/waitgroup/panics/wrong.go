// Package panics has goroutines that recover from panics.
package panics

import (
	"log"
	"sync"
)

func recovers(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer func() {
				if r := recover(); r != nil {
					log.Print(r)
				}
			}()
			job()
			wg.Done() // want `wg\.Done is not deferred, so the panic that the goroutine recovers from skips it, and Wait never returns`
		}()
	}
	wg.Wait()
}
