package conds

import "sync"

func consumeRight(n int) int {
	q := newQueue()
	out := make(chan int)
	go func() { out <- q.get() }()
	q.put(n)
	return <-out
}

func broadcast() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	ready := false
	done := make(chan struct{})
	for range 2 {
		go func() {
			mu.Lock()
			for !ready {
				cond.Wait()
			}
			mu.Unlock()
			done <- struct{}{}
		}()
	}
	mu.Lock()
	ready = true
	cond.Broadcast()
	mu.Unlock()
	<-done
	<-done
}

func closeUnderLock(f func()) {
	var mu sync.Mutex
	closed := false
	done := make(chan struct{})
	finish := func() {
		mu.Lock()
		defer mu.Unlock()
		if !closed {
			closed = true
			close(done)
		}
	}
	go func() {
		f()
		finish()
	}()
	go finish()
	<-done
}

func outsideLock(f func() int) int {
	var mu sync.Mutex
	total := 0
	ch := make(chan int)
	go func() {
		mu.Lock()
		total++
		mu.Unlock()
		ch <- f()
	}()
	n := <-ch
	mu.Lock()
	defer mu.Unlock()
	return n + total
}
