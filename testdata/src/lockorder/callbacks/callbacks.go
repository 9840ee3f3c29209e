// Package callbacks has functions that run their argument under a lock which the
// argument takes.
package callbacks

import "sync"

type disk struct {
	mu    sync.Mutex
	pages []string
}

func (d *disk) flush() {
	d.mu.Lock()
	d.pages = nil
	d.mu.Unlock()
}

func (d *disk) with(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
}

func (d *disk) underLock() {
	d.with(func() { // want `d\.mu is locked again while already held`
		d.flush()
	})
}

func (d *disk) underLockTwice() {
	d.with(func() { // want `d\.mu is locked again while already held`
		d.with(func() { d.pages = nil })
	})
}

func (d *disk) passesOn(f func()) { d.with(f) }

func (d *disk) underLockPassedOn() {
	d.passesOn(d.flush) // want `d\.mu is locked again while already held`
}

type index struct {
	mu   sync.RWMutex
	docs map[string]int
}

func (x *index) get(key string) int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.docs[key]
}

func (x *index) set(key string, n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.docs[key] = n
}

func (x *index) each(f func(string, int)) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for k, n := range x.docs {
		f(k, n)
	}
}

func (x *index) double() {
	x.each(func(k string, n int) { // want `lockorder-upgrade`
		x.set(k, 2*n)
	})
}

func (x *index) total() (sum int) {
	x.each(func(k string, n int) { // want `lockorder-rlock`
		sum += x.get(k)
	})
	return sum
}

// The callback gives the lock back before it takes it.
func (d *disk) underLockReleased() {
	d.with(func() {
		d.mu.Unlock()
		d.flush()
		d.mu.Lock()
	})
}

func (d *disk) underLockReleasedTooLate() {
	d.with(func() { // want `d\.mu is locked again while already held`
		d.flush()
		d.mu.Unlock()
		d.mu.Lock()
	})
}
