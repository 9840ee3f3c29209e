package kinds

import "slices"

// set is a set of values that a tag may have: those listed, or, if it is neg, all
// others.
type set struct {
	neg  bool
	vals []string // sorted
}

// all is the set of all values.
var all = set{neg: true}

func one(val string) set { return set{vals: []string{val}} }

func (s set) empty() bool { return !s.neg && len(s.vals) == 0 }

func (s set) equal(t set) bool { return s.neg == t.neg && slices.Equal(s.vals, t.vals) }

func (s set) not() set { return set{!s.neg, s.vals} }

func (s set) and(t set) set {
	switch {
	case s.neg && t.neg:
		return set{true, merge(s.vals, t.vals)}
	case s.neg:
		s, t = t, s
	}
	in := func(v string) bool { return slices.Contains(t.vals, v) != t.neg }
	return set{vals: slices.DeleteFunc(slices.Clone(s.vals), func(v string) bool { return !in(v) })}
}

func (s set) or(t set) set { return s.not().and(t.not()).not() }

func merge(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
