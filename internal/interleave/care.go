package interleave

// care says what makes a difference to other goroutines in a scope, though it
// mostly does not. Exploring begins without any, and starts again with what it
// has seen to be needed.
type care struct {
	held  bool // whether a lock is held matters to more than those who wait for it
	early bool // a Wait may come before the counter has been raised
}

// raises notes that goroutine i raises a counter while others are there.
func (x *explorer) raises(s *state, i int) {
	for j, g := range s.gs {
		if j != i && !g.ended {
			x.beside[j] = true
		}
	}
}

// waits notes that goroutine i waits for a counter. It may have been started
// by one that was there when the counter was raised.
func (x *explorer) waits(s *state, i int) {
	for ; i > 0; i = s.gs[i].by {
		x.waiters[i] = true
	}
	x.waiters[0] = true
}

// needs returns the care that what has been seen needs.
func (x *explorer) needs() care {
	c := x.care
	c.held = c.held || x.looks
	for i := range x.waiters {
		c.early = c.early || x.beside[i]
	}
	return c
}
