package calls

import "sync"

func (a *account) balanceLocked() int { return a.balance }

func (a *account) withdrawRight(n int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.balanceLocked() < n {
		return false
	}
	a.balance -= n
	return true
}

func (a *account) unlockFirst(n int) {
	a.mu.Lock()
	a.balance += n
	a.mu.Unlock()
	a.audit()
}

// The deferred unlock runs before the call that was deferred earlier.
func (a *account) deferredRight(n int) {
	defer a.audit()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance = n
}

// The other account's lock.
func transferRight(from, to *account, n int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	if from.balance >= n {
		from.balance -= n
		to.note("transfer")
	}
}

// The helper unlocks before it calls.
func (a *account) yieldLocked() {
	a.mu.Unlock()
	a.note("yield")
	a.mu.Lock()
}

func (a *account) yield() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.yieldLocked()
}

func (a *account) yieldDeep() {
	a.mu.Lock()
	a.yieldTwice()
	a.mu.Unlock()
}

func (a *account) yieldTwice() {
	a.yieldLocked()
	a.yieldLocked()
}

// A helper that releases the lock, then a call that takes it.
func (a *account) endThenNote() {
	a.begin()
	a.end()
	a.note("end")
}

// The goroutine of a callee.
func (a *account) noteLater(s string) { go a.note(s) }

func (a *account) spawns() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.noteLater("later")
	go a.audit()
	go func() { a.note("closure") }()
}

// A closure that is made under the lock and called after it.
func (a *account) closureAfter() {
	a.mu.Lock()
	f := func() { a.note("after") }
	a.mu.Unlock()
	f()
}

func (a *account) closureReturned() func() {
	a.mu.Lock()
	defer a.mu.Unlock()
	return func() { a.note("returned") }
}

// The closure's own account.
func (a *account) closureOther(b *account) {
	f := func(x *account) int { return x.Balance() }
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance = f(b)
}

// A new object has a lock of its own.
func (a *account) split() *account {
	a.mu.Lock()
	defer a.mu.Unlock()
	b := &account{balance: a.balance / 2}
	b.note("split")
	a.balance -= b.Balance()
	return b
}

func newAccount() *account { return new(account) }

func (a *account) splitCall() *account {
	a.mu.Lock()
	defer a.mu.Unlock()
	b := newAccount()
	b.note("split")
	return b
}

// The receiver of the recursion is another object.
type folder struct {
	mu       sync.Mutex
	parent   *folder
	children []*folder
	size     int
}

func (f *folder) total() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := f.size
	for _, c := range f.children {
		n += c.total()
	}
	return n
}

func (f *folder) depth() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.parent == nil {
		return 0
	}
	return f.parent.depth() + 1
}

func (f *folder) grow(n int) {
	f.mu.Lock()
	f.size += n
	p := f.parent
	f.mu.Unlock()
	if p != nil {
		p.grow(n)
	}
}

// A wrapper of another object of the same type.
type layer struct {
	mu   sync.Mutex
	next *layer
	m    map[string]int
}

func (l *layer) get(key string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n, ok := l.m[key]; ok || l.next == nil {
		return n
	}
	return l.next.get(key)
}

// The lock's state is known to the callee by an assertion.
func (a *account) mustBeLocked() {
	if a.mu.TryLock() {
		a.mu.Unlock()
		panic("not locked")
	}
}

func (a *account) asserts() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.mustBeLocked()
	a.balance++
}

// A recursive lock.
type recursive struct {
	mu    sync.Mutex
	owner int
	depth int
}

func (r *recursive) lock(id int) {
	if r.owner == id {
		r.depth++
		return
	}
	r.mu.Lock()
	r.owner = id
}

func (r *recursive) unlock() {
	if r.depth > 0 {
		r.depth--
		return
	}
	r.owner = 0
	r.mu.Unlock()
}

func (r *recursive) outer(id int) {
	r.lock(id)
	defer r.unlock()
	r.inner(id)
}

func (r *recursive) inner(id int) {
	r.lock(id)
	defer r.unlock()
}

// One lock for two structs, seen from the callee as two.
type part struct {
	mu *sync.Mutex
	n  int
}

func (p *part) add() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
}

func two(a, b *part) {
	a.mu.Lock()
	a.n = 0
	a.mu.Unlock()
	b.add()
}
