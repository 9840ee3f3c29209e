package loop_test

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/ssatest"
)

func TestLoops(t *testing.T) {
	for _, test := range []struct {
		name, body           string
		loops                int
		bound, ranges, isFew bool // of the first one
	}{
		{name: "none", body: "if n > 0 { mark() }"},
		{name: "goto forward", body: "if n > 0 { goto end }; mark(); end: mark()"},
		{name: "endless", body: "for { mark() }", loops: 1},
		{name: "while", body: "for ok { mark() }", loops: 1},
		{name: "goto back", body: "again: mark(); if ok { goto again }", loops: 1},
		{name: "counts to n", body: "for i := 0; i < n; i++ { mark() }", loops: 1, bound: true},
		{name: "counts to n and n", body: "for i := 0; i <= n; i++ { mark() }", loops: 1, bound: true},
		{name: "counts down", body: "for i := n; i > 0; i-- { mark() }", loops: 1},
		{name: "range over n", body: "for range n { mark() }", loops: 1, bound: true},
		{name: "few", body: "for range 100 { mark() }", loops: 1, bound: true, isFew: true},
		{name: "many", body: "for range 101 { mark() }", loops: 1, bound: true},
		{name: "slice", body: "for range s { mark() }", loops: 1, bound: true},
		{name: "literal", body: "for range []int{1, 2, n} { mark() }", loops: 1, bound: true, isFew: true},
		{name: "few with branches", body: "for range 100 { if ok { mark() } else if n > 2 { continue } }", loops: 1, bound: true, isFew: true},
		{name: "many with branches", body: "for i := range n { if i < 2 { break }; if ok { mark() } }", loops: 1, bound: true},
		{name: "while at the end", body: "again: mark(); if ok { mark() }; if n < 3 { goto again }", loops: 1},
		{name: "literals", body: "s = []int{1}; if ok { s = []int{1, 2} }; for range s { mark() }", loops: 1, bound: true, isFew: true},
		{name: "literal that grows", body: "s = nil; for ok { s = append(s, 1) }; for range s { mark() }", loops: 2},
		{name: "literal or not", body: "if ok { s = []int{1, 2} }; for range s { mark() }", loops: 1, bound: true},
		{name: "map", body: "for range m { mark() }", loops: 1, ranges: true},
		{name: "map literal", body: "for range map[int]int{n: 1} { mark() }", loops: 1, ranges: true, isFew: true},
		{name: "string", body: "for range str { mark() }", loops: 1, ranges: true},
		{name: "channel", body: "for range ch { mark() }", loops: 1},
		{name: "nested", body: "for i := 0; i < n; i++ { for ok { mark() } }", loops: 2, bound: true},
		{name: "continue", body: "for i := 0; i < n; i++ { if ok { continue }; mark() }", loops: 1, bound: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := ssatest.Build(t, `package p
				func mark()
				func f(n int, ok bool, s []int, m map[int]int, str string, ch chan int) { `+test.body+` }`)
			all := loop.Of(p.Func("f"))
			if len(all) != test.loops {
				t.Fatalf("got %d loops, want %d", len(all), test.loops)
			}
			if len(all) == 0 {
				return
			}
			l := all[0]
			if got := l.Bound() != nil; got != test.bound {
				t.Errorf("bound: %t", got)
			}
			if got := l.Ranges() != nil; got != test.ranges {
				t.Errorf("ranges: %t", got)
			}
			if got := l.Few(); got != test.isFew {
				t.Errorf("few: %t", got)
			}
			for _, end := range l.Ends {
				if !l.Blocks[end] || !l.Header.Dominates(end) {
					t.Errorf("block %d is no end of the loop", end.Index)
				}
			}
		})
	}
}

func TestTests(t *testing.T) {
	for body, want := range map[string]int{
		"for i := 0; i < n; i++ { if ok { mark() } }": 1,
		"for ok { mark() }":                           1,
		"for range n { mark() }":                      2,
		"for range n { if ok { mark() } }":            2,
	} {
		p := ssatest.Build(t, `package p
			func mark()
			func f(n int, ok bool) { `+body+` }`)
		l := loop.Of(p.Func("f"))[0]
		tests := l.Tests()
		if len(tests) != want {
			t.Errorf("%s: got %d blocks, want %d", body, len(tests), want)
		}
		for _, b := range tests {
			if !slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool { return l.Blocks[s] }) ||
				!slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool { return !l.Blocks[s] }) {
				t.Errorf("%s: block %d decides nothing", body, b.Index)
			}
		}
	}
}

// calls returns the calls of f by the names of what they call.
func calls(t *testing.T, body string) map[string]*ssa.Call {
	p := ssatest.Build(t, `package p
		func a(); func b(); func c()
		func f(n int, ok bool) { `+body+` }`)
	out := make(map[string]*ssa.Call)
	for _, c := range ssatest.Instrs[*ssa.Call](p.Func("f")) {
		out[c.Call.StaticCallee().Name()] = c
	}
	return out
}

func TestAround(t *testing.T) {
	in := calls(t, "a(); for i := 0; i < n; i++ { b(); for ok { c() } }")
	for name, want := range map[string]int{"a": 0, "b": 1, "c": 2} {
		around := loop.Around(in[name])
		if len(around) != want {
			t.Errorf("%s: got %d loops, want %d", name, len(around), want)
		}
		inner := loop.Innermost(in[name])
		if (inner != nil) != (want > 0) || want > 0 && inner.Header != around[0].Header {
			t.Errorf("%s: wrong innermost loop", name)
		}
		if want == 2 && (!around[1].Blocks[around[0].Header] || around[0].Blocks[around[1].Header]) {
			t.Errorf("%s: the smallest loop is not the first", name)
		}
	}
}
