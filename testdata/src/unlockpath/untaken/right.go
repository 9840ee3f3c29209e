package untaken

// Released under the condition under which it is taken.
func (d *device) flushRight(send func([]byte) error, all bool) error {
	if all {
		d.mu.Lock()
	}
	err := send(d.buf)
	if all {
		d.mu.Unlock()
	}
	return err
}

func (d *device) setRight(state int) {
	if !d.mu.TryLock() {
		return
	}
	d.state = state
	d.mu.Unlock()
}

func (d *device) setAnyway(state int) {
	if !d.mu.TryLock() {
		d.mu.Lock()
	}
	d.state = state
	d.mu.Unlock()
}

// A caller may have the lock already, and says so.
func (d *device) finish(locked bool) {
	if !locked {
		d.mu.Lock()
	}
	d.state = 0
	d.mu.Unlock()
}

func (d *device) stop() {
	d.finish(false)
}

func (d *device) restart() {
	d.mu.Lock()
	d.state = 1
	d.finish(true)
}

// The caller has the lock; it is given back for a while.
func (d *device) stepLocked(busy bool, work func()) {
	if busy {
		d.mu.Unlock()
		work()
		d.mu.Lock()
	}
	d.state++
	d.mu.Unlock()
}

func (d *device) step(busy bool, work func()) {
	d.mu.Lock()
	d.stepLocked(busy, work)
}

// All ways to the release take the lock, each in its own way.
func (d *device) ways(kind int) {
	switch kind {
	case 0:
		d.mu.Lock()
	case 1:
		d.acquire()
	default:
		panic(kind)
	}
	d.state = kind
	d.mu.Unlock()
}

func (d *device) acquire() {
	d.mu.Lock()
	d.state = 0
}

// A loop that takes it in its first round.
func (d *device) rounds(n int) {
	locked := false
	for range n {
		if !locked {
			d.mu.Lock()
			locked = true
		}
		d.state++
	}
	if locked {
		d.mu.Unlock()
	}
}
