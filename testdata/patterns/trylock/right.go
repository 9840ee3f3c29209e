// Package trylock takes a lock unless that takes too long.
package trylock

import (
	"context"
	"errors"
	"sync"
	"time"
)

var errBusy = errors.New("busy")

type device struct {
	mu    sync.Mutex
	state int
}

// lockFor tries until the time is over.
func (d *device) lockFor(limit time.Duration) bool {
	deadline := time.Now().Add(limit)
	for !d.mu.TryLock() {
		if time.Now().After(deadline) {
			return false
		}
		time.Sleep(time.Millisecond)
	}
	return true
}

func (d *device) set(state int) error {
	if !d.lockFor(time.Second) {
		return errBusy
	}
	defer d.mu.Unlock()
	d.state = state
	return nil
}

// The same with a ticker and a context.
func (d *device) lockContext(ctx context.Context) error {
	if d.mu.TryLock() {
		return nil
	}
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			if d.mu.TryLock() {
				return nil
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (d *device) add(ctx context.Context, n int) error {
	if err := d.lockContext(ctx); err != nil {
		return err
	}
	d.state += n
	d.mu.Unlock()
	return nil
}

// Two locks without an order: who doesn't get the second gives up the first.
func swap(a, b *device) {
	for {
		a.mu.Lock()
		if b.mu.TryLock() {
			a.state, b.state = b.state, a.state
			b.mu.Unlock()
			a.mu.Unlock()
			return
		}
		a.mu.Unlock()
		time.Sleep(time.Millisecond)
	}
}

// A channel as a lock, which can be waited for with a timeout.
type chanLock chan struct{}

func newChanLock() chanLock { return make(chanLock, 1) }

func (l chanLock) lock(limit time.Duration) bool {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case l <- struct{}{}:
		return true
	case <-timer.C:
		return false
	}
}

func (l chanLock) unlock() { <-l }

func guarded(work func()) bool {
	l := newChanLock()
	if !l.lock(time.Second) {
		return false
	}
	defer l.unlock()
	work()
	return true
}
