package spawn_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/ssatest"
)

const decls = `package p
import ("sync"; "time")
var _ sync.Mutex
var _ = time.Sleep
type t struct{}
func (*t) m(int) {}
func worker(a, b int) {}
func generic[T any](T) {}
func extern(int)
`

// program returns the function in, whose body is given.
func program(t *testing.T, body string) (*ssa.Function, *place.Table) {
	p := ssatest.Build(t, decls+"func in(n int, x *t, i interface{ m(int) }, fn func(), wg *sync.WaitGroup, once *sync.Once) { "+body+" }")
	places := place.NewTable()
	for _, fn := range p.Funcs {
		places.AddCells(fn)
	}
	return p.Func("in"), places
}

func name(f spawn.Func) string {
	if f.Fn == nil {
		return ""
	}
	return f.Fn.Name()
}

func TestSites(t *testing.T) {
	for _, test := range []struct {
		body        string
		sites       int
		fn          string // of the first site that has a body
		started     string // and be there a body or not
		args, binds int
	}{
		{body: "worker(1, n)"},
		{body: "defer worker(1, n)"},
		{body: "go worker(1, n)", sites: 1, fn: "worker", started: "worker", args: 2},
		{body: "go x.m(1)", sites: 1, fn: "m", started: "m", args: 2},
		{body: "go generic(n)", sites: 1, fn: "generic", started: "generic", args: 1},
		{body: "go extern(n)", sites: 1, started: "extern", args: 1},
		{body: "go i.m(n)", sites: 1, args: 1},
		{body: "go fn()", sites: 1},
		{body: "go func() { _ = n }()", sites: 1, fn: "in$1", started: "in$1", binds: 1},
		{body: "f := func(int) {}; go f(n)", sites: 1, fn: "in$1", started: "in$1", args: 1},
		{body: "f := worker; if n > 0 { f = nil }; go f(1, 2)", sites: 1, args: 2},
		{body: "wg.Go(func() { _ = n })", sites: 1, fn: "in$1", started: "in$1", binds: 1},
		{body: "wg.Go(fn)", sites: 1},
		{body: "once.Do(func() {})"},
		{body: "go func() { go worker(1, 2) }()", sites: 1, fn: "in$1", started: "in$1"},
	} {
		in, places := program(t, test.body)
		sites := spawn.Sites(places, in)
		if len(sites) != test.sites {
			t.Errorf("%s: %d sites", test.body, len(sites))
			continue
		}
		if len(sites) == 0 {
			continue
		}
		s := sites[0]
		if name(s.Func) != test.fn || len(s.Args) != test.args || len(s.Binds) != test.binds || len(s.Given()) != test.args+test.binds {
			t.Errorf("%s: got %q with %d and %d", test.body, name(s.Func), len(s.Args), len(s.Binds))
		}
		f, ok := spawn.Started(places, s.Instr)
		if name(f) != test.started || ok != (test.started != "") {
			t.Errorf("%s: started %q, %t", test.body, name(f), ok)
		}
	}
}

func TestCalls(t *testing.T) {
	for _, test := range []struct{ body, callee, reached, runs string }{
		{"worker(1, 2)", "worker", "worker", "worker"},
		{"extern(1)", "", "extern", "extern"},
		{"fn()", "", "", ""},
		{"i.m(1)", "", "", ""},
		{"once.Do(func() {})", "", "Do", "in$1"},
		{"once.Do(fn)", "", "Do", ""},
		{"wg.Go(func() {})", "", "Go", ""},
		{"wg.Wait()", "", "Wait", ""},
	} {
		in, places := program(t, test.body)
		call := &ssatest.Instrs[*ssa.Call](in)[0].Call
		for _, q := range []struct {
			what, want string
			ask        func(*place.Table, *ssa.CallCommon) (spawn.Func, bool)
		}{
			{"Callee", test.callee, spawn.Callee}, {"Reached", test.reached, spawn.Reached}, {"Runs", test.runs, spawn.Runs},
		} {
			if f, ok := q.ask(places, call); name(f) != q.want || ok != (q.want != "") {
				t.Errorf("%s: %s: got %q, %t", test.body, q.what, name(f), ok)
			}
		}
	}
}

func TestParam(t *testing.T) {
	in, places := program(t, "go worker(1, n)")
	f := spawn.Sites(places, in)[0].Func
	for want, p := range f.Fn.Params {
		if got := f.Param(p); got != want {
			t.Errorf("parameter %d: got %d", want, got)
		}
	}
	if got := f.Param(in.Params[0]); got != -1 {
		t.Errorf("of another function: got %d", got)
	}
	if got := (spawn.Func{Fn: f.Fn}).Param(f.Fn.Params[1]); got != -1 {
		t.Errorf("arguments unknown: got %d", got)
	}
	if got := (spawn.Func{}).Param(f.Fn.Params[1]); got != -1 {
		t.Errorf("function unknown: got %d", got)
	}
	f = spawn.Func{Args: append(make([]ssa.Value, 0, 2), f.Args[0]), Binds: f.Args[1:]}
	f.Given()
	if got := f.Args[:2]; got[1] != nil {
		t.Error("Given changes the arguments")
	}
}
