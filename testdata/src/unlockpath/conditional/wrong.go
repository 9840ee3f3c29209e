package conditional

import "sync"

type table struct {
	mu   sync.Mutex
	rows map[int]string
	safe bool
}

// Two flags that have nothing to do with each other.
func (t *table) uncorrelated(lock, unlock bool) {
	if lock {
		t.mu.Lock()
	}
	t.rows = nil
	if unlock {
		t.mu.Unlock()
	}
} // want `t\.mu is still held on return`

// One of the returns does not look at the flag.
func (t *table) flagged(lock bool, id int) string {
	if lock {
		t.mu.Lock()
	}
	s, ok := t.rows[id]
	if !ok {
		return "" // want `t\.mu is still held on return`
	}
	if lock {
		t.mu.Unlock()
	}
	return s
}

func (t *table) tried(f func() error) error {
	if !t.mu.TryLock() {
		return nil
	}
	if err := f(); err != nil {
		return err // want `t\.mu is still held on return`
	}
	t.mu.Unlock()
	return nil
}

// The branch in which the try succeeded is the one without the unlock.
type turned struct {
	mu sync.Mutex
	n  int
}

func (t *turned) tried() {
	if ok := t.mu.TryLock(); !ok {
		t.mu.Lock()
		t.n++
		t.mu.Unlock()
	}
} // want `t\.mu is still held on return`

type locker struct {
	mu sync.Mutex
	n  int
}

// The flag is set on a path that does not lock.
func (l *locker) wrongFlag(f func() bool) {
	locked := false
	if f() {
		l.mu.Lock()
	} else {
		locked = true
	}
	l.n++
	if !locked {
		return // want `l\.mu is still held on return`
	}
	l.n--
}

func (l *locker) asserted(v any) {
	m, ok := v.(*locker)
	if ok {
		m.mu.Lock()
	}
	l.n++
	if !ok {
		return
	}
	if m.n == 0 {
		return // want `mu is still held on return`
	}
	m.mu.Unlock()
}

// The flag is set on the path that has not unlocked.
func (t *table) unlockedNot(id int, wait func() bool) bool {
	var unlocked bool
	t.mu.Lock()
	defer func() {
		if !unlocked {
			t.mu.Unlock()
		}
	}()
	if t.rows[id] == "" {
		unlocked = true
		return false // want `t\.mu is still held on return`
	}
	return wait()
}
