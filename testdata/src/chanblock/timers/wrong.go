// Package timers has what time does for channels, and what it does not.
package timers

import "time"

// The ticker only asks again.
func ticks(f func() (int, bool), say func()) int {
	ch := make(chan int)
	go func() {
		if n, ok := f(); ok {
			ch <- n // want `sending on ch can block for ever`
		}
	}()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for range 2 {
		select {
		case n := <-ch:
			return n
		case <-tick.C:
			say()
		}
	}
	return 0
}

func tooLate(f func() int) int {
	ch := make(chan int)
	timer := time.AfterFunc(time.Second, func() {
		ch <- f() // want `sending on ch can block for ever`
	})
	defer timer.Stop()
	select {
	case n := <-ch:
		return n
	case <-time.After(2 * time.Second):
		return 0
	}
}

// Sleeping is no synchronisation.
func sleeps(f func() error) {
	done := make(chan struct{})
	go func() {
		if f() == nil {
			close(done)
		}
	}()
	time.Sleep(time.Second)
	<-done // want `receiving from done can block for ever`
}
