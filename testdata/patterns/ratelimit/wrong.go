package ratelimit

import (
	"context"
	"errors"
	"sync"
)

// An empty request keeps its token: the second one leaves none.
func keepsToken(handle func(string) error, requests []string) {
	tokens := make(chan struct{}, 2)
	var wg sync.WaitGroup
	for _, r := range requests {
		tokens <- struct{}{} // want `chanblock-send`
		wg.Add(1)
		go func() {
			defer wg.Done()
			if r == "" {
				return
			}
			if err := handle(r); err != nil {
				return
			}
			<-tokens
		}()
	}
	wg.Wait()
}

// Tokens are put in by main and taken out by nobody.
func forgets(handle func(string), requests [3]string) {
	tokens := make(chan struct{}, 2)
	for _, r := range requests {
		tokens <- struct{}{} // want `chanblock-self`
		handle(r)
	}
}

type quota struct {
	mu   sync.Mutex
	left int
}

// Who asks for too much keeps the lock of the count.
func (q *quota) take(n int) error {
	q.mu.Lock()
	if q.left < n {
		return errors.New("quota exceeded") // want `unlockpath-missing`
	}
	q.left -= n
	q.mu.Unlock()
	return nil
}

// The goroutine waits for a token that its own parent holds while it waits.
func nested(ctx context.Context, handle func(string), request string) {
	tokens := make(chan struct{}, 1)
	var wg sync.WaitGroup
	tokens <- struct{}{}
	wg.Go(func() {
		tokens <- struct{}{} // want `chanblock-send`
		handle(request)
		<-tokens
	})
	wg.Wait()
	<-tokens
}

// Two are released for one that was taken: somebody waits for a third.
func releasesTwice(handle func(string) error, request string) {
	tokens := make(chan struct{}, 2)
	tokens <- struct{}{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { <-tokens }() // want `chanblock-recv`
		if handle(request) != nil {
			<-tokens
		}
	}()
	<-done
}

// The loop's deferred releases all wait for its end.
func defersInLoop(handle func(string), requests []string) {
	var slot sync.Mutex
	for _, r := range requests {
		slot.Lock() // want `unlockpath-deferloop`
		defer slot.Unlock()
		handle(r)
	}
}
