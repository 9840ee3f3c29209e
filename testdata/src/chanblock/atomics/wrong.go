// Package atomics has counters that say who is last.
package atomics

import "sync/atomic"

// Only those that succeed count.
func last(f, g func() error) {
	var left atomic.Int32
	left.Store(2)
	done := make(chan struct{})
	run := func(f func() error) {
		if f() != nil {
			return
		}
		if left.Add(-1) == 0 {
			close(done)
		}
	}
	go run(f)
	go run(g)
	<-done // want `receiving from done can block for ever`
}

// Off by one.
func three(f func()) {
	var left int32 = 3
	done := make(chan struct{})
	for range 2 {
		go func() {
			f()
			if atomic.AddInt32(&left, -1) == 0 {
				close(done)
			}
		}()
	}
	<-done // want `receiving from done can block for ever`
}
