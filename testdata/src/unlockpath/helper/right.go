package helper

func (q *queue) work(f func()) {
	q.mu.Lock()
	q.workLocked(f)
	q.mu.Unlock()
}

func (q *queue) workDeferred(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.busy {
		q.workLocked(f)
	}
}

// Relocks with a defer, so that a panic of f leaves the lock as it was.
func (q *queue) safeLocked(f func()) {
	q.mu.Unlock()
	defer q.mu.Lock()
	f()
}

func (q *queue) safe(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.safeLocked(f)
	q.items = nil
}

func (q *queue) safeLiteral(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	func() {
		q.mu.Unlock()
		defer q.mu.Lock()
		f()
	}()
	q.items = nil
}

// unlocked runs f without the lock.
func (q *queue) unlocked(f func()) {
	q.mu.Unlock()
	defer func() { q.mu.Lock() }()
	f()
}

func (q *queue) useUnlocked(f func()) {
	q.mu.Lock()
	q.unlocked(func() { f() })
	q.mu.Unlock()
}

// Releases the lock on all paths.
func (q *queue) closeLocked() {
	if q.busy {
		q.mu.Unlock()
		return
	}
	q.items = nil
	q.mu.Unlock()
}

func (q *queue) close() {
	q.mu.Lock()
	q.closeLocked()
}

// Releases the lock if it says so.
func (q *queue) maybeLocked() (released bool) {
	if q.busy {
		q.mu.Unlock()
		return true
	}
	return false
}

func (q *queue) maybe() {
	q.mu.Lock()
	if q.maybeLocked() {
		return
	}
	q.mu.Unlock()
}

func (q *queue) maybeErrLocked(f func() error) error {
	if err := f(); err != nil {
		q.mu.Unlock()
		return err
	}
	return nil
}

func (q *queue) maybeErr(f func() error) error {
	q.mu.Lock()
	if err := q.maybeErrLocked(f); err != nil {
		return err
	}
	q.mu.Unlock()
	return nil
}

// Does not change the lock on any path, whatever it looks like.
func (q *queue) relockLocked(f func() bool) bool {
	if !q.busy {
		return false
	}
	q.mu.Unlock()
	ok := f()
	q.mu.Lock()
	if !ok {
		return false
	}
	return q.busy
}

func (q *queue) relock(f func() bool) {
	q.mu.Lock()
	for q.relockLocked(f) {
		q.items = nil
	}
	q.mu.Unlock()
}

// A pair of helpers called around each other.
func (q *queue) pause()  { q.mu.Unlock() }
func (q *queue) resume() { q.mu.Lock() }

func (q *queue) paused(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.pause()
	f()
	q.resume()
	q.items = nil
}

// A recursive helper that gives the lock back in between.
func (q *queue) recurseLocked(n int) {
	if n == 0 {
		return
	}
	q.mu.Unlock()
	q.mu.Lock()
	q.recurseLocked(n - 1)
}

func (q *queue) recurse() {
	q.mu.Lock()
	q.recurseLocked(3)
	q.mu.Unlock()
}

// Told by an argument whether the lock is held.
func (q *queue) size(locked bool) int {
	if !locked {
		q.mu.Lock()
		defer q.mu.Unlock()
	}
	return len(q.items)
}

func (q *queue) sizes() int {
	n := q.size(false)
	q.mu.Lock()
	defer q.mu.Unlock()
	return n + q.size(true)
}

// Told by an argument whether to release it.
func (q *queue) pop(unlock bool) int {
	n := q.items[0]
	q.items = q.items[1:]
	if unlock {
		q.mu.Unlock()
	}
	return n
}

func (q *queue) pops() int {
	q.mu.Lock()
	n := q.pop(false)
	return n + q.pop(true)
}
