// Package objects locks two objects of one class, of which it can be told that
// they are one, or which two they are.
package objects

import "sync"

type account struct {
	id      int
	mu      sync.Mutex
	balance int
}

func move(from, to *account, amount int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock() // want `to\.mu is locked while from\.mu is held, but elsewhere in the opposite order: move locks to\.mu while holding from\.mu`
	defer to.mu.Unlock()
	from.balance -= amount
	to.balance += amount
}

func self(a *account) {
	move(a, a, 1) // want `a\.mu is locked again while already held: self → move`
}

type bank struct{ main *account }

func (b *bank) fee() {
	main := b.main
	move(b.main, main, 1) // want `b\.main\.mu is locked again while already held: \(\*bank\)\.fee → move`
}

// Two goroutines, two objects, two orders.
func exchange(amount int) (int, int) {
	a, b := &account{id: 1}, &account{id: 2}
	var wg sync.WaitGroup
	wg.Go(func() { move(a, b, amount) })
	wg.Go(func() { move(b, a, amount) })
	wg.Wait()
	return a.balance, b.balance
}

func inline() {
	a, b := new(account), new(account)
	done := make(chan bool)
	go func() {
		a.mu.Lock()
		b.mu.Lock() // want `b\.mu is locked while a\.mu is held, but elsewhere in the opposite order: inline locks a\.mu while holding b\.mu`
		b.mu.Unlock()
		a.mu.Unlock()
		done <- true
	}()
	b.mu.Lock()
	a.mu.Lock()
	a.mu.Unlock()
	b.mu.Unlock()
	<-done
}
