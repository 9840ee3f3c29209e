package orderedlocks

import "sync"

type badBank struct {
	mu       sync.Mutex
	accounts map[int]*account
	journal  *badJournal
}

type badJournal struct {
	mu    sync.Mutex
	bank  *badBank
	lines []int
}

// The bank's lock, then the journal's.
func (b *badBank) open(id int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.accounts[id] = &account{id: id}
	b.journal.add(id) // want `lockorder-cycle`
}

func (j *badJournal) add(id int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.lines = append(j.lines, id)
}

// The journal's lock, then the bank's.
func (j *badJournal) replay() {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, id := range j.lines {
		j.bank.restore(id)
	}
}

func (b *badBank) restore(id int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.accounts[id] = &account{id: id}
}

// Two fields of one object, in either order.
type badPair struct {
	in, out sync.Mutex
	n       int
}

func (p *badPair) forth() {
	p.in.Lock()
	defer p.in.Unlock()
	p.out.Lock() // want `lockorder-cycle`
	defer p.out.Unlock()
	p.n++
}

func (p *badPair) back() {
	p.out.Lock()
	defer p.out.Unlock()
	p.in.Lock()
	defer p.in.Unlock()
	p.n--
}

// An account that transfers to itself waits for itself.
func self(a *account, amount int) {
	move(a, a, amount) // want `lockorder-double`
}

func move(from, to *account, amount int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance -= amount
	to.balance += amount
}

// Both directions at the same time.
func exchange(amount int) (int, int) {
	a, b := &account{id: 1}, &account{id: 2}
	var wg sync.WaitGroup
	wg.Go(func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		b.mu.Lock() // want `lockorder-cycle`
		defer b.mu.Unlock()
		a.balance -= amount
		b.balance += amount
	})
	wg.Go(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		a.mu.Lock()
		defer a.mu.Unlock()
		b.balance -= amount
		a.balance += amount
	})
	wg.Wait()
	return a.balance, b.balance
}
