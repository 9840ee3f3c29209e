package rangefunc

import "iter"

func (t *table) breaksRight() (n int) {
	for i := range count {
		t.mu.Lock()
		if i == 3 {
			t.mu.Unlock()
			break
		}
		n++
		t.mu.Unlock()
	}
	return n
}

// A defer in the body runs when the function ends.
func (t *table) deferred() {
	for range count {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.n++
		break
	}
}

func (t *table) deferredLiteral() {
	for range count {
		t.mu.Lock()
		defer func() { t.mu.Unlock() }()
		return
	}
}

// What the body took is given back after the loop.
func (t *table) afterwards() {
	for i := range count {
		t.mu.Lock()
		if i == 3 {
			break
		}
		t.mu.Unlock()
	}
	t.n++
	t.mu.Unlock()
}

func (t *table) window() {
	t.mu.Lock()
	for i := range count {
		t.mu.Unlock()
		if i == 4 {
			t.mu.Lock()
			continue
		}
		t.mu.Lock()
	}
	t.mu.Unlock()
}

func (t *table) allRight() iter.Seq[int] {
	return func(yield func(int) bool) {
		t.mu.Lock()
		defer t.mu.Unlock()
		for i := range t.n {
			if !yield(i) {
				return
			}
		}
	}
}
