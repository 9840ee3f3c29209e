package objects

import "sync"

func moveRight(from, to *account, amount int) {
	if from == to {
		return
	}
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance -= amount
	to.balance += amount
}

func selfRight(a *account) { moveRight(a, a, 1) }

func ordered(from, to *account, amount int) {
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	if first != second {
		second.mu.Lock()
		defer second.mu.Unlock()
	}
	from.balance -= amount
	to.balance += amount
}

func selfOrdered(a *account) { ordered(a, a, 1) }

// Two accounts, as far as one can see.
func (b *bank) pay(to *account) { move(b.main, to, 1) }

func exchangeRight(amount int) (int, int) {
	a, b := &account{id: 1}, &account{id: 2}
	var wg sync.WaitGroup
	wg.Go(func() { move(a, b, amount) })
	wg.Go(func() { move(a, b, -amount) })
	wg.Wait()
	return a.balance, b.balance
}

func exchangeOrdered(amount int) (int, int) {
	a, b := &account{id: 1}, &account{id: 2}
	var wg sync.WaitGroup
	wg.Go(func() { ordered(a, b, amount) })
	wg.Go(func() { ordered(b, a, amount) })
	wg.Wait()
	return a.balance, b.balance
}

// The goroutine has ended before the other order begins.
func inTurn() {
	a, b := new(account), new(account)
	done := make(chan bool)
	go func() {
		move(a, b, 1)
		done <- true
	}()
	<-done
	move(b, a, 1)
}

// One writer at a time, whatever the order: the outer lock serialises them.
func gated(gate *sync.Mutex) {
	a, b := new(account), new(account)
	done := make(chan bool)
	go func() {
		gate.Lock()
		move(a, b, 1)
		gate.Unlock()
		done <- true
	}()
	gate.Lock()
	move(b, a, 1)
	gate.Unlock()
	<-done
}
