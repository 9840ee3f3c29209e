package interleave

import "slices"

// This file asks which of several stuck goroutines the others wait for.

// Budgets for the question what would happen if one of them went on.
const (
	maxIfNodes = 60
	maxIfSteps = 2000
)

// chain notes for each of several blocked operations in s which of the others could
// be completed if it were: those wait for it. Locks are a matter of their own.
func (x *explorer) chain(s *state, blocked []Blocked) {
	if len(blocked) < 2 || slices.ContainsFunc(blocked, func(b Blocked) bool { return b.Kind == Lock || b.Kind == Once }) {
		return
	}
	for n := range blocked {
		blocked[n].frees = x.frees(s, blocked[n].Goroutine)
	}
}

// frees returns the goroutines that could complete an operation if goroutine i
// completed the one that it is stuck at.
func (x *explorer) frees(s *state, i int) []int {
	y := *x
	y.nodes, y.index, y.steps, y.over = nil, make(map[string]int), x.limit-maxIfSteps, false
	y.beside, y.waiters = make(map[int]bool), make(map[int]bool)
	for _, t := range completed(s, i) {
		for _, u := range y.settle(t) {
			y.add(u, -1, nil)
		}
	}
	var out []int
	for n := 0; n < len(y.nodes) && len(y.nodes) <= maxIfNodes && y.steps <= y.limit; n++ {
		y.expand(n, new(Result))
		for _, e := range y.nodes[n].succs {
			out = append(out, e.moved...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// completed returns the states in which goroutine i has completed its operation in one
// of the ways that there are, as if code outside had been at the other end.
func completed(s *state, i int) []*state {
	var out []*state
	switch o := s.gs[i].op; o.kind {
	case opChan:
		for n, c := range o.cases {
			t := s.clone()
			if c.send {
				t.complete(i, selected(o, n, nil, false))
			} else {
				t.complete(i, selected(o, n, t.fresh(), t.fresh()))
			}
			out = append(out, t)
		}
	case opSleep:
		t := s.clone()
		t.wake(i, o.at)
		out = append(out, t)
	}
	return out
}

// waitsFor reports whether b can't go on because another goroutine does not, though
// that does not wait for b.
func (b *Blocked) waitsFor(other *Blocked) bool {
	return b.Goroutine != other.Goroutine && slices.Contains(other.frees, b.Goroutine) && !slices.Contains(b.frees, other.Goroutine)
}
