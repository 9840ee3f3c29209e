package guards_test

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/ssatest"
)

// What a store to s.n, s.ok, s.p or s.q means for the condition under which mark
// is called.
func TestAtoms(t *testing.T) {
	for _, test := range []struct {
		cond, store string
		ends, makes bool
	}{
		{"s.ok", "s.ok = false", true, false},
		{"s.ok", "s.ok = true", false, true},
		{"!s.ok", "s.ok = true", true, false},
		{"s.ok == false", "s.ok = true", true, false},
		{"s.n == 0", "s.n = 1", true, false},
		{"s.n == 0", "s.n = 0", false, true},
		{"s.n == 0", "s.n++", true, false},
		{"s.n != 0", "s.n--", true, false},
		{"s.n == 3", "s.n++", false, false},
		{"s.n < m", "s.n++", true, false},
		{"s.n < m", "s.n--", false, true},
		{"3 > s.n", "s.n++", true, false},
		{"s.n >= m", "s.n -= 2", true, false},
		{"s.n >= m", "s.n = 5", false, false},
		{"s.n >= 3", "s.n = 2", true, false},
		{"!(s.n < 3)", "s.n = 2", true, false},
		{"s.n <= 3", "s.n = m", false, false},
		{"m > s.n", "s.n++", true, false},
		{"m >= s.n", "s.n--", false, true},
		{"s.n < s.max", "s.max--", true, false},
		{"s.n < s.max", "s.max += 2", false, true},
		{"s.n < s.max", "s.n++", true, false},
		{"s.max > s.n", "s.n++", true, false},
		{"!(s.max > s.n)", "s.max++", true, false},
		{"s.p == nil", "s.p = new(int)", false, false},
		{"s.p != nil", "s.p = nil", true, false},
		{"s.p == nil", "s.p = nil", false, true},
		{"len(s.q) == 0", "s.q = append(s.q, 1)", true, false},
		{"len(s.q) > 0", "s.q = s.q[1:]", true, false},
		{"len(s.q) > 0", "s.q = nil", true, false},
		{"len(s.q) > 0", "s.q = append(s.q, 1)", false, true},
	} {
		p := ssatest.Build(t, `package p
			type t struct { n, max int; ok bool; p *int; q []int }
			func mark()
			func in(s *t, m int) { if `+test.cond+` { mark() } }
			func set(s *t, m int) { `+test.store+` }`)
		in := p.Func("in")
		calls := ssatest.Instrs[*ssa.Call](in)
		branches := guards.Branches(calls[len(calls)-1])
		if len(branches) != 1 {
			t.Errorf("%s: %d branches", test.cond, len(branches))
			continue
		}
		g := &guards.Graph{Places: place.NewTable()}
		stores := ssatest.Instrs[*ssa.Store](p.Func("set"))
		store := stores[len(stores)-1]
		atoms := g.Atoms(branches[0].Cond, branches[0].Value)
		i := slices.IndexFunc(atoms, func(a guards.Atom) bool { return guards.Key(a.Place) == guards.Key(g.Places.Of(store.Addr)) })
		if i < 0 {
			t.Errorf("%s: %d comparisons, none of what %s sets", test.cond, len(atoms), test.store)
			continue
		}
		a := atoms[i]
		if got := a.Ends(store.Val); got != test.ends {
			t.Errorf("%s: %s ends it: %t", test.cond, test.store, got)
		}
		if got := a.Makes(store.Val); got != test.makes {
			t.Errorf("%s: %s makes it: %t", test.cond, test.store, got)
		}
	}
}

func TestNoAtoms(t *testing.T) {
	p := ssatest.Build(t, `package p; func in(n, m int) { if n < m { println() } }`)
	g := &guards.Graph{Places: place.NewTable()}
	if atoms := g.Atoms(ssatest.Instrs[*ssa.If](p.Func("in"))[0].Cond, true); len(atoms) > 0 {
		t.Errorf("a comparison of values is one of the variable %v", atoms[0].Place)
	}
}

func TestBranches(t *testing.T) {
	for _, test := range []struct {
		body string
		want []bool // the values that the conditions must have, the nearest first
	}{
		{"mark()", nil},
		{"if a { mark() }", []bool{true}},
		{"if a { return }; mark()", []bool{false}},
		{"if a { if b { return }; mark() }", []bool{false, true}},
		{"if a && b { mark() }", []bool{true, true}},
		{"if a || b { mark() }", nil},
		{"if a { print() }; mark()", nil},
	} {
		p := ssatest.Build(t, `package p; func mark(); func in(a, b bool) { `+test.body+` }`)
		for _, c := range ssatest.Instrs[*ssa.Call](p.Func("in")) {
			if c.Call.StaticCallee() == nil {
				continue
			}
			got := guards.Branches(c)
			ok := len(got) == len(test.want)
			for i := 0; ok && i < len(got); i++ {
				ok = got[i].Value == test.want[i]
			}
			if !ok {
				t.Errorf("%s: got %v, want %v", test.body, got, test.want)
			}
		}
	}
}
