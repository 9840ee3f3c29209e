// Package tests has tests that leave locks locked.
package tests

import (
	"fmt"
	"io"
	"sync"
	"testing"
)

type endpoint struct {
	mu   sync.Mutex
	sent int
}

func (e *endpoint) String() string { return "endpoint" }

// What String does must not depend on the lock, and here it is locked at some time.
func TestStringWhileLocked(t *testing.T) {
	e := new(endpoint)
	var wg sync.WaitGroup
	wg.Go(func() { fmt.Fprintf(io.Discard, "%v", e) })
	wg.Go(func() {
		e.mu.Lock()
	})
	wg.Add(1)
	go func() {
		defer wg.Done()
		e.mu.Lock()
	}()
	wg.Wait()
}

// This one has something to protect.
func TestSend(t *testing.T) {
	e := new(endpoint)
	done := make(chan bool)
	go func() {
		defer close(done)
		e.mu.Lock()
		e.sent++
	}() // want `\.mu is still held on return`
	<-done
}

// No test.
func send(e *endpoint) {
	e.sent++
	e.mu.Lock()
} // want `e\.mu is still held on return`

func (e *endpoint) count() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.sent
}
