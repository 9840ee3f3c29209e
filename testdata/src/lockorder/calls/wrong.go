// Package calls has second acquisitions at the end of static calls.
package calls

import "sync"

type account struct {
	mu      sync.Mutex
	balance int
	log     []string
}

func (a *account) Balance() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

func (a *account) withdraw(n int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.Balance() < n { // want `^a\.mu is locked again while already held: \(\*account\)\.withdraw → \(\*account\)\.Balance \(lockorder-double\)$`
		return false
	}
	a.balance -= n
	return true
}

// Three calls further down.
func (a *account) note(s string) {
	a.mu.Lock()
	a.log = append(a.log, s)
	a.mu.Unlock()
}

func (a *account) noteAll(ss ...string) {
	for _, s := range ss {
		a.note(s)
	}
}

func (a *account) audit() { a.noteAll("audit") }

func (a *account) deposit(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += n
	a.audit() // want `a\.mu is locked again while already held: \(\*account\)\.deposit → \(\*account\)\.audit → \(\*account\)\.noteAll → \(\*account\)\.note`
}

// A deferred call that runs before the deferred unlock.
func (a *account) deferred(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer a.audit() // want `a\.mu is locked again while already held`
	a.balance = n
}

// As an argument.
func transfer(from, to *account, n int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	from.balance -= n
	reconcile(to, from) // want `from\.mu is locked again while already held: transfer → reconcile → \(\*account\)\.Balance`
}

func reconcile(a, b *account) int {
	return a.balance + b.Balance()
}

// Through a pointer to the lock.
func lock(mu *sync.Mutex) { mu.Lock() }

func (a *account) pointer() {
	a.mu.Lock()
	lock(&a.mu) // want `a\.mu is locked again while already held`
	a.mu.Unlock()
}

// Taken by a helper, and again by another.
func (a *account) begin() { a.mu.Lock() }
func (a *account) end()   { a.mu.Unlock() }

func (a *account) helpers() {
	a.begin()
	a.balance++
	a.note("helpers") // want `a\.mu is locked again while already held`
	a.end()
}

// Through an embedded struct.
type saving struct {
	*account
	rate int
}

func (s *saving) interest() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Balance() * s.rate // want `s\.account\.mu is locked again while already held`
}

// Through a closure.
func (a *account) closure() {
	total := func() int { return a.Balance() }
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance = total() // want `a\.mu is locked again while already held`
}

func (a *account) closureInClosure() {
	inner := func() { a.audit() }
	outer := func() { inner() }
	a.mu.Lock()
	outer() // want `a\.mu is locked again while already held`
	a.mu.Unlock()
}

func (a *account) deferredClosure() {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer func() { // want `a\.mu is locked again while already held`
		a.note("done")
	}()
}

// Through a method value and a method expression.
func (a *account) methodValue() int {
	balance := a.Balance
	a.mu.Lock()
	defer a.mu.Unlock()
	return balance() // want `a\.mu is locked again while already held`
}

func (a *account) methodExpression() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return (*account).Balance(a) // want `a\.mu is locked again while already held`
}

// A package variable's lock.
var (
	registryMu sync.Mutex
	registry   = map[string]*account{}
)

func find(name string) *account {
	registryMu.Lock()
	defer registryMu.Unlock()
	return registry[name]
}

func findOrAdd(name string) *account {
	registryMu.Lock()
	defer registryMu.Unlock()
	if a := find(name); a != nil { // want `calls\.registryMu is locked again while already held: findOrAdd → find`
		return a
	}
	registry[name] = new(account)
	return registry[name]
}

// Mutually recursive functions.
func (a *account) even(n int) bool {
	if n == 0 {
		return true
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.odd(n - 1) // want `a\.mu is locked again while already held`
}

func (a *account) odd(n int) bool {
	if n == 0 {
		return false
	}
	return a.even(n - 1)
}

// A recursion that keeps the lock.
func (a *account) recursive(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if n > 0 {
		a.recursive(n - 1) // want `a\.mu is locked again while already held`
	}
}

// What is called somethingLocked is called with the lock held, so that the
// mistake is in there.
func (a *account) reportLocked() {
	println(a.sumOf()) // want `a\.mu is locked again while already held: \(\*account\)\.inspect → \(\*account\)\.reportLocked → \(\*account\)\.sumOf`
}

func (a *account) sumOf() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

func (a *account) inspect() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reportLocked()
}
