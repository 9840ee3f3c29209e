package trylock

import (
	"sync"
	"time"
)

type badDevice struct {
	mu    sync.Mutex
	state int
}

// A goroutine that gets the lock when the caller is gone keeps it.
func (d *badDevice) lockFor(limit time.Duration) bool {
	locked := make(chan struct{})
	go func() {
		d.mu.Lock()
		locked <- struct{}{} // want `chanblock-send`
	}()
	select {
	case <-locked:
		return true
	case <-time.After(limit):
		return false
	}
}

// Whether the lock was got or not, it is released.
func (d *badDevice) set(state int) {
	ok := d.mu.TryLock()
	if ok {
		d.state = state
	}
	d.mu.Unlock() // want `unlockpath-unheld`
}

// The result says whether the lock was taken; nobody looks.
func (d *badDevice) add(n int) {
	d.mu.TryLock() // want `unlockpath-trylock`
	defer d.mu.Unlock()
	d.state += n
}

// The device that is got second is released, the first one not.
func swapLeaks(a, b *badDevice) bool {
	a.mu.Lock()
	if !b.mu.TryLock() {
		return false // want `unlockpath-missing`
	}
	a.state, b.state = b.state, a.state
	b.mu.Unlock()
	a.mu.Unlock()
	return true
}

// A lock that is tried again by who has it waits for the timeout each time.
func (d *badDevice) reset(limit time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for deadline := time.Now().Add(limit); time.Now().Before(deadline); {
		d.mu.Lock() // want `lockorder-double`
		d.state = 0
		d.mu.Unlock()
	}
}

// A channel as a lock: two are put in, one is taken out.
func guardedTwice(work func()) {
	l := newChanLock()
	l <- struct{}{}
	work()
	l <- struct{}{} // want `chanblock-self`
	work()
	<-l
	<-l
}
