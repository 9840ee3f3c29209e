package calls

import "sync"

// What is deferred happens, too.
type meter struct {
	mu  sync.Mutex
	sum int
}

func (m *meter) count() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sum++
}

func (m *meter) try(n int) bool {
	defer m.count()
	if n > m.limit() {
		return false
	}
	return n > 0
}

func (m *meter) limit() int { return 3 }

func (m *meter) all(ns []int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, n := range ns {
		m.try(n) // want `m\.mu is locked again while already held: \(\*meter\)\.all → \(\*meter\)\.try → \(\*meter\)\.count`
	}
}

func (m *meter) allRight(ns []int) {
	for _, n := range ns {
		m.try(n)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sum--
}
