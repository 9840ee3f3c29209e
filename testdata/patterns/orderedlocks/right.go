// Package orderedlocks takes several locks in one order only.
package orderedlocks

import (
	"errors"
	"sync"
)

var errFunds = errors.New("insufficient funds")

type account struct {
	id      int
	mu      sync.Mutex
	balance int
}

// transfer locks the account with the smaller number first.
func transfer(from, to *account, amount int) error {
	if from == to {
		return nil
	}
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	if from.balance < amount {
		return errFunds
	}
	from.balance -= amount
	to.balance += amount
	return nil
}

// The bank before its journal, always.
type bank struct {
	mu       sync.Mutex
	accounts map[int]*account
	journal  *journal
}

type journal struct {
	mu    sync.Mutex
	lines []string
}

func (b *bank) open(id int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.accounts[id] = &account{id: id}
	b.journal.add("open")
}

func (b *bank) close(id int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.accounts, id)
	b.journal.add("close")
}

func (j *journal) add(line string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.lines = append(j.lines, line)
}

// replay releases the journal before it goes to the bank.
func (b *bank) replay() {
	b.journal.mu.Lock()
	lines := append([]string(nil), b.journal.lines...)
	b.journal.mu.Unlock()
	for i := range lines {
		b.open(i)
	}
}

// Both directions, under one lock that lets in one of them at a time.
type pair struct {
	gate sync.Mutex
	a, b sync.Mutex
	n    int
}

func (p *pair) forth() {
	p.gate.Lock()
	defer p.gate.Unlock()
	p.a.Lock()
	p.b.Lock()
	p.n++
	p.b.Unlock()
	p.a.Unlock()
}

func (p *pair) back() {
	p.gate.Lock()
	defer p.gate.Unlock()
	p.b.Lock()
	p.a.Lock()
	p.n--
	p.a.Unlock()
	p.b.Unlock()
}
