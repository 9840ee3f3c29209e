// Package untaken releases locks that it has taken on some paths only.
package untaken

import "sync"

type device struct {
	mu    sync.Mutex
	rw    sync.RWMutex
	buf   []byte
	state int
}

// All is locked under a condition, and released under none.
func (d *device) flush(send func([]byte) error, all bool) error {
	if all {
		d.mu.Lock()
	}
	err := send(d.buf)
	d.mu.Unlock() // want `d\.mu is unlocked, but not locked on every path that leads here`
	return err
}

// The attempt may have failed.
func (d *device) set(state int) {
	ok := d.mu.TryLock()
	if ok {
		d.state = state
	}
	d.mu.Unlock() // want `d\.mu is unlocked, but not locked on every path that leads here`
}

// The jump leads past the lock.
func (d *device) update(n int) {
	if n < 0 {
		goto done
	}
	d.rw.Lock()
	d.state += n
done:
	d.rw.Unlock() // want `d\.rw is unlocked, but not locked on every path that leads here`
}

// One case of the switch forgets it.
func (d *device) apply(kind int) {
	switch kind {
	case 0:
		d.mu.Lock()
		d.state = 0
	case 1:
		d.state++
	default:
		d.mu.Lock()
		d.state = kind
	}
	d.mu.Unlock() // want `d\.mu is unlocked, but not locked on every path that leads here`
}
