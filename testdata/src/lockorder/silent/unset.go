package silent

import "sync"

// A queue could be driven by another one's alarms, but nothing ever sets the field
// for that: no Alarm calls Tick.
type driver interface{ after(f func()) }

type queue struct {
	drive driver // not used yet

	mu     sync.Mutex
	alarms []*Alarm
}

// Alarm calls a function.
type Alarm struct {
	q *queue

	mu sync.Mutex
	f  func()
}

// Tick fires the alarms.
func (q *queue) Tick() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, a := range q.alarms {
		a.Fire()
	}
	q.next()
}

func (q *queue) next() {
	if q.drive == nil {
		return
	}
	q.drive.after(q.Tick)
}

func (q *queue) after(f func()) {
	a := &Alarm{q: q, f: func() { f() }}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.alarms = append(q.alarms, a)
}

// Fire calls it.
func (a *Alarm) Fire() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.f()
}
