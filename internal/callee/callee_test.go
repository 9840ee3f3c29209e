package callee_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/ssatest"
	"github.com/conclint/conclint/internal/syncop"
)

func Test(t *testing.T) {
	for _, test := range []struct {
		call        string
		named, body string // "" for nil
		kind        syncop.Kind
	}{
		{call: "f()", named: "f", body: "f"},
		{call: "extern()", named: "extern"},
		{call: "t{}.m()", named: "m", body: "m"},
		{call: "i.m()", named: "m"},
		{call: "generic(1)", named: "generic", body: "generic"},
		{call: "pair[int]{}.m()", named: "m", body: "m"},
		{call: "fn()"},
		{call: "func() {}()", body: "in$1"},
		{call: "func() { _ = fn }()", body: "in$1"},
		{call: "(t{}).m()", named: "m", body: "m"},
		{call: "t.m(t{})", named: "m", body: "m$thunk"},
		{call: "g := t{}.m; g()", body: "m$bound"},
		{call: "mu.Lock()", named: "Lock", kind: syncop.Acquire},
		{call: "g := mu.Lock; g()", body: "Lock$bound"},
		{call: "os.Exit(1)", named: "Exit", kind: syncop.Exit},
		{call: "println()"},
	} {
		p := ssatest.Build(t, `package p
			import ("os"; "sync")
			var _ = os.Exit
			type t struct{}
			func (t) m() {}
			type pair[T any] struct{ v T }
			func (pair[T]) m() {}
			func f() {}
			func extern()
			func generic[T any](T) {}
			func in(i interface{ m() }, fn func(), mu *sync.Mutex) { `+test.call+` }`)
		all := ssatest.Instrs[*ssa.Call](p.Func("in"))
		call := &all[len(all)-1].Call
		if got := callee.Named(call); got == nil && test.named != "" || got != nil && got.Name() != test.named {
			t.Errorf("%s: names %v", test.call, got)
		}
		if got := callee.Body(call); got == nil && test.body != "" || got != nil && (got.Name() != test.body || got.Origin() != nil) {
			t.Errorf("%s: runs %v", test.call, got)
		}
		if got := callee.Effect(call).Kind; got != test.kind {
			t.Errorf("%s: effect %v", test.call, got)
		}
	}
}

func TestOperand(t *testing.T) {
	p := ssatest.Build(t, `package p
		type t struct{}
		func (t) m() {}
		func f(int)
		func in(i interface{ m() }, x t, n int) { i.m(); x.m(); f(n) }`)
	in := p.Func("in")
	for i, call := range ssatest.Instrs[*ssa.Call](in) {
		if got := callee.Operand(&call.Call); got != in.Params[i] {
			t.Errorf("%v: got %v", call, got)
		}
	}
}
