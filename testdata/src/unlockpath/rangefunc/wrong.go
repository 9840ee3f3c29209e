package rangefunc

import (
	"iter"
	"sync"
)

type table struct {
	mu sync.Mutex
	n  int
}

func count(yield func(int) bool) {
	for i := range 10 {
		if !yield(i) {
			return
		}
	}
}

func (t *table) continues() {
	for i := range count {
		t.mu.Lock()
		if i == 3 {
			continue
		}
		t.mu.Unlock()
	} // want `t\.mu is still held on return`
}

func (t *table) returns() int {
	for i := range count {
		t.mu.Lock()
		if i == 3 {
			return i // want `t\.mu is still held on return`
		}
		t.mu.Unlock()
	}
	return 0
}

func (t *table) around() int {
	t.mu.Lock()
	for i := range count {
		if i == 3 {
			return i // want `t\.mu is still held on return`
		}
	}
	t.mu.Unlock()
	return 0
}

// The iterator itself.
func (t *table) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		t.mu.Lock()
		for i := range t.n {
			if !yield(i) {
				return // want `t\.mu is still held on return`
			}
		}
		t.mu.Unlock()
	}
}
