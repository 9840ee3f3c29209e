package order_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/ssatest"
)

// TestOrder compares, for each pair of calls, what is said about them: "p" if the
// first precedes the second, "r" if it reaches it, "l" if it leads to it, "n" if
// it reaches it without c.
func TestOrder(t *testing.T) {
	for _, test := range []struct{ body, ab, ba, aa string }{
		{"a(); b()", "prln", "", ""},
		{"if ok { a() } else { b() }", "", "", ""},
		{"if ok { a(); return }; b()", "", "", ""},
		{"if ok { a() }; b()", "rln", "", ""},
		{"a(); if ok { b() }", "prln", "", ""},
		{"a(); c(); b()", "prl", "", ""},
		{"a(); if ok { c() }; b()", "prln", "", ""},
		{"for { if ok { a() } else { b() } }", "rn", "rn", "rn"},
		{"for { c(); if ok { a() } else { b() } }", "r", "r", "r"},
		{"for range n { a() }; b()", "rln", "", "rn"},
		{"for { a(); b() }", "prln", "rn", "rn"},
		{"for { a(); b(); c() }", "prln", "r", "r"},
	} {
		p := ssatest.Build(t, `package p
			func a(); func b(); func c()
			func f(n int, ok bool) { `+test.body+` }`)
		call := make(map[string]ssa.Instruction)
		for _, c := range ssatest.Instrs[*ssa.Call](p.Func("f")) {
			call[c.Call.StaticCallee().Name()] = c
		}
		for _, q := range []struct{ from, to, want string }{{"a", "b", test.ab}, {"b", "a", test.ba}, {"a", "a", test.aa}} {
			from, to := call[q.from], call[q.to]
			got := ""
			if order.Precedes(from, to) {
				got += "p"
			}
			if order.Reaches(from, to) {
				got += "r"
			}
			if order.Leads(from, to) {
				got += "l"
			}
			var not []ssa.Instruction
			if c := call["c"]; c != nil {
				not = append(not, c)
			}
			if order.Reaches(from, to, not...) {
				got += "n"
			}
			if got != q.want {
				t.Errorf("%s: from %s to %s: got %q, want %q", test.body, q.from, q.to, got, q.want)
			}
			if q.from == q.to && order.Repeats(from) != order.Reaches(from, to) {
				t.Errorf("%s: Repeats is not Reaches", test.body)
			}
		}
	}
}
