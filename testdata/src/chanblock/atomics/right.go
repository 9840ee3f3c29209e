package atomics

import "sync/atomic"

func lastRight(f, g func() error) {
	var left atomic.Int32
	left.Store(2)
	done := make(chan struct{})
	run := func(f func() error) {
		defer func() {
			if left.Add(-1) == 0 {
				close(done)
			}
		}()
		f()
	}
	go run(f)
	go run(g)
	<-done
}

func workers(fs []func(), out chan<- int) {
	left := int64(len(fs))
	done := make(chan struct{})
	for _, f := range fs {
		go func() {
			f()
			if atomic.AddInt64(&left, -1) == 0 {
				close(done)
			}
		}()
	}
	<-done
}

func closesOnce(f, g func()) {
	var closed atomic.Bool
	done := make(chan struct{})
	finish := func() {
		if closed.CompareAndSwap(false, true) {
			close(done)
		}
	}
	go func() { f(); finish() }()
	go func() { g(); finish() }()
	<-done
}

func stops(f func() bool) {
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !stop.Load() {
			if f() {
				return
			}
		}
	}()
	stop.Store(true)
	<-done
}
