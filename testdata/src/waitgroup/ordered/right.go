// Package ordered has calls of Add that come before Wait for other reasons.
package ordered

import (
	"sync"
	"time"
)

func channel(f func()) {
	var wg sync.WaitGroup
	started := make(chan struct{})
	go func() {
		wg.Add(1)
		close(started)
		defer wg.Done()
		f()
	}()
	<-started
	wg.Wait()
}

func dispatcher(jobs []func()) {
	var wg sync.WaitGroup
	done := make(chan bool)
	go func() {
		for _, job := range jobs {
			wg.Add(1)
			go func() {
				defer wg.Done()
				job()
			}()
		}
		done <- true
	}()
	<-done
	wg.Wait()
}

// What is received was sent after the Add.
func unbuffered(f func()) {
	var wg sync.WaitGroup
	in := make(chan int)
	go func() {
		wg.Add(1)
		defer wg.Done()
		for range in {
			f()
		}
	}()
	in <- 1
	close(in)
	wg.Wait()
}

// Another group tells.
func other(f func()) {
	var started, wg sync.WaitGroup
	started.Add(1)
	go func() {
		wg.Add(1)
		defer wg.Done()
		started.Done()
		f()
	}()
	started.Wait()
	wg.Wait()
}

func cond() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	up := false
	c := sync.NewCond(&mu)
	go func() {
		wg.Add(1)
		defer wg.Done()
		mu.Lock()
		up = true
		mu.Unlock()
		c.Signal()
		time.Sleep(time.Second)
	}()
	mu.Lock()
	for !up {
		c.Wait()
	}
	mu.Unlock()
	wg.Wait()
}

// Through a function.
type service struct {
	wg    sync.WaitGroup
	ready chan struct{}
}

func (s *service) run() {
	s.wg.Add(1)
	defer s.wg.Done()
	s.announce()
	time.Sleep(time.Second)
}

func (s *service) announce()   { close(s.ready) }
func (s *service) awaitReady() { <-s.ready }

func (s *service) start() {
	go s.run()
	s.awaitReady()
}

func (s *service) stop() { s.wg.Wait() }

// In the caller.
func (s *service) launch() { go s.run() }

func (s *service) startAndWait() {
	s.launch()
	<-s.ready
}
