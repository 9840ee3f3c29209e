package conditional

import (
	"os"
	"sync"
	"time"
)

func (t *table) parameter(lock bool) {
	if lock {
		t.mu.Lock()
	}
	t.rows = nil
	if lock {
		t.mu.Unlock()
	}
}

func (t *table) parameterDeferred(lock bool) {
	if lock {
		t.mu.Lock()
		defer t.mu.Unlock()
	}
	t.rows = nil
}

func (t *table) parameterReturns(lock bool, id int) string {
	if lock {
		t.mu.Lock()
	}
	s, ok := t.rows[id]
	if !ok {
		if lock {
			t.mu.Unlock()
		}
		return ""
	}
	if lock {
		t.mu.Unlock()
	}
	return s
}

func (t *table) negated(locked bool) {
	if !locked {
		t.mu.Lock()
	}
	t.rows = nil
	if !locked {
		t.mu.Unlock()
	}
}

func (t *table) compared(mode int) {
	const safe = 1
	if mode == safe {
		t.mu.Lock()
	}
	t.rows = nil
	if mode == safe {
		t.mu.Unlock()
	}
}

func (t *table) ordered(n int) {
	if n > 10 {
		t.mu.Lock()
	}
	t.rows = nil
	if n <= 10 {
		return
	}
	t.mu.Unlock()
}

func (t *table) notNil(mu *sync.Mutex) {
	if mu != nil {
		mu.Lock()
	}
	t.rows = nil
	if mu != nil {
		mu.Unlock()
	}
}

func (t *table) interfaceNotNil(l sync.Locker) {
	if l != nil {
		l.Lock()
		defer l.Unlock()
	}
	t.rows = nil
}

func (t *table) variable(f func() bool) {
	lock := f()
	if lock {
		t.mu.Lock()
	}
	t.rows = nil
	if lock {
		t.mu.Unlock()
	}
}

// A field that never changes while the table is in use.
func (t *table) field() {
	if t.safe {
		t.mu.Lock()
		defer t.mu.Unlock()
	}
	t.rows = nil
}

func (t *table) fieldTwice() {
	if t.safe {
		t.mu.Lock()
	}
	t.rows = nil
	if t.safe {
		t.mu.Unlock()
	}
}

func (t *table) flag(f func() bool) {
	locked := false
	if f() {
		t.mu.Lock()
		locked = true
	}
	t.rows = nil
	if locked {
		t.mu.Unlock()
	}
}

func (t *table) flagCleared(f func() bool) {
	t.mu.Lock()
	locked := true
	if f() {
		t.mu.Unlock()
		locked = false
	}
	f()
	if locked {
		t.mu.Unlock()
	}
}

func (t *table) twoFlags(a, b bool) {
	lock := a && b
	if lock {
		t.mu.Lock()
	}
	t.rows = nil
	if lock {
		t.mu.Unlock()
	}
}

func (t *table) disjunction(a, b bool) {
	need := a || b
	if need {
		t.mu.Lock()
	}
	t.rows = nil
	if need {
		t.mu.Unlock()
	}
}

// Which lock it was is remembered in a pointer.
func (t *table) pointer(f func() bool) {
	var held *sync.Mutex
	if f() {
		t.mu.Lock()
		held = &t.mu
	}
	t.rows = nil
	if held != nil {
		held.Unlock()
	}
}

// What to do at the end is remembered in a function.
func (t *table) function(f func() bool) {
	unlock := func() {}
	if f() {
		t.mu.Lock()
		unlock = t.mu.Unlock
	}
	t.rows = nil
	unlock()
}

func (t *table) triedRight(f func() error) error {
	if !t.mu.TryLock() {
		return nil
	}
	defer t.mu.Unlock()
	return f()
}

func (t *table) triedBody() {
	if t.mu.TryLock() {
		t.rows = nil
		t.mu.Unlock()
	}
}

func (t *table) triedVariable(f func()) {
	ok := t.mu.TryLock()
	f()
	if ok {
		t.mu.Unlock()
	}
}

// Tries first, and waits if it must.
func (t *table) triedThenLocked() {
	if !t.mu.TryLock() {
		t.mu.Lock()
	}
	t.rows = nil
	t.mu.Unlock()
}

func (t *table) triedInLoop() {
	for !t.mu.TryLock() {
		time.Sleep(time.Millisecond)
	}
	t.rows = nil
	t.mu.Unlock()
}

func (t *table) triedSeveralTimes() bool {
	for range 3 {
		if t.mu.TryLock() {
			t.rows = nil
			t.mu.Unlock()
			return true
		}
	}
	return false
}

func (t *table) triedAnd(f func() bool) {
	if f() && t.mu.TryLock() {
		t.rows = nil
		t.mu.Unlock()
	}
}

func (t *table) triedSwitch() {
	switch {
	case t.mu.TryLock():
		t.rows = nil
		t.mu.Unlock()
	default:
		time.Sleep(0)
	}
}

// The result is the caller's to look at.
func (t *table) try() bool { return t.mu.TryLock() }

func (t *table) useTry() {
	if !t.try() {
		return
	}
	t.rows = nil
	t.mu.Unlock()
}

func (l *locker) assertedRight(v any) {
	m, ok := v.(*locker)
	if ok {
		m.mu.Lock()
	}
	l.n++
	if ok {
		m.mu.Unlock()
	}
}

func (l *locker) assertedDeferred(v any) {
	if m, ok := v.(sync.Locker); ok {
		m.Lock()
		defer m.Unlock()
	}
	l.n++
}

func lookup(m map[string]*locker, key string) {
	l, ok := m[key]
	if ok {
		l.mu.Lock()
	}
	delete(m, key)
	if ok {
		l.mu.Unlock()
	}
}

// An error that is nil exactly if the lock is held.
func (t *table) open(name string) (f *os.File, err error) {
	if f, err = os.Open(name); err == nil {
		t.mu.Lock()
	}
	if err != nil {
		return nil, err
	}
	t.rows = nil
	t.mu.Unlock()
	return f, nil
}

// Different modes under one flag.
func modes(mu *sync.RWMutex, write bool, f func()) {
	if write {
		mu.Lock()
	} else {
		mu.RLock()
	}
	f()
	if write {
		mu.Unlock()
	} else {
		mu.RUnlock()
	}
}

func modesDeferred(mu *sync.RWMutex, write bool, f func()) {
	if write {
		mu.Lock()
		defer mu.Unlock()
	} else {
		mu.RLock()
		defer mu.RUnlock()
	}
	f()
}

func modesSwitch(mu *sync.RWMutex, mode string, f func()) {
	switch mode {
	case "r":
		mu.RLock()
	case "w":
		mu.Lock()
	}
	f()
	switch mode {
	case "r":
		mu.RUnlock()
	case "w":
		mu.Unlock()
	}
}

// A variable that is declared without a value has one, too.
func (t *table) unlockedEarly(id int, wait func() bool) bool {
	var unlocked bool
	t.mu.Lock()
	defer func() {
		if !unlocked {
			t.mu.Unlock()
		}
	}()
	if t.rows[id] == "" {
		return false
	}
	t.mu.Unlock()
	unlocked = true
	return wait()
}

func (t *table) unlockedOnError(f func() error) error {
	var err error
	t.mu.Lock()
	defer func() {
		if err == nil {
			t.mu.Unlock()
		}
	}()
	if len(t.rows) == 0 {
		return nil
	}
	if err = f(); err != nil {
		t.mu.Unlock()
	}
	return err
}
