package ending_test

import (
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/ending"
	"github.com/conclint/conclint/internal/signal"
	"github.com/conclint/conclint/internal/ssatest"
)

const decls = `package p
import ("context"; "os"; "runtime"; "time")
var _ context.Context
var _ = os.Exit
var _ = runtime.Goexit
var _ time.Duration
func work()
func die() { os.Exit(1) }
func handle() { recover() }
func even(n int) { if n > 0 { odd(n-1) } }
func odd(n int) { even(n) }
func spin() { for { work() } }
`

func TestReturns(t *testing.T) {
	for _, test := range []struct {
		body            string
		plain, recovers bool // whether it returns: as it is, and if a recovered panic is a return
		signals         bool // whether it returns if channels are known
	}{
		{"work()", true, true, true},
		{"for {}", false, false, false},
		{"for { if n > 0 { return } }", true, true, true},
		{"panic(1)", false, false, false},
		{"os.Exit(1)", false, false, false},
		{"runtime.Goexit()", false, false, false},
		{"die()", false, false, false},
		{"go die()", true, true, true},
		{"if n > 0 { die() }", true, true, true},
		{"even(n)", true, true, true},
		{"even(n); odd(n)", true, true, true},
		{"spin()", false, false, false},
		{"defer handle(); panic(1)", false, true, false},
		{"defer work(); panic(1)", false, false, false},
		{"select {}", false, false, false},
		{"c := make(chan int); <-c", true, true, false},
		{"c := make(chan int); select { case <-c: }", true, true, false},
		{"c := make(chan int); select { case <-c: default: }", true, true, true},
		{"c := make(chan int); select { case <-c: case <-time.After(1): }", true, true, true},
		{"c := make(chan int); d := make(chan int); go func() { d <- 1 }(); for { select { case <-c: return; case <-d: } }", true, true, false},
		{"c := make(chan int); go func() { c <- 1 }(); for range c {}", true, true, false},
		{"c := make(chan int); go func() { c <- 1; close(c) }(); for range c {}", true, true, true},
		{"ctx := context.Background(); for ctx.Err() == nil {}", true, true, false},
		{"ctx := context.Background(); for { if ctx.Err() != nil { return } }", true, true, false},
	} {
		p := ssatest.Build(t, decls+"func in(n int) { "+test.body+" }")
		in := p.Func("in")
		if got := (&ending.Table{Panics: true}).Returns(in); got != test.plain {
			t.Errorf("%s: returns: %t", test.body, got)
		}
		if got := (&ending.Table{}).Returns(in); got != test.recovers {
			t.Errorf("%s: returns or recovers: %t", test.body, got)
		}
		if got := (&ending.Table{Panics: true, Signals: signal.New(p.Funcs)}).Returns(in); got != test.signals {
			t.Errorf("%s: returns, channels being known: %t", test.body, got)
		}
	}
}

// Where an endless function is: the kind of the instruction in words.
func TestEndless(t *testing.T) {
	for _, test := range []struct{ body, at string }{
		{"work()", ""},
		{"for { work() }", "call"},
		{"for { work(); <-c }", "receive"},
		{"for { <-c; select { case <-c: case c <- 1: } }", "receive"},
		{"for { work(); select { case <-c: case c <- 1: } }", "select"},
		{"work(); spin()", "call"},
		{"work(); d := make(chan int); <-d", "receive"},
		{"for { <-c; if n > 0 { d := make(chan int); select { case <-d: } } }", "receive"},
		{"<-c; for { work() }", "call"},
		{"for { work(); if n > 0 { panic(1) } }", "call"},
		{"for { work(); if n > 0 { runtime.Goexit() } }", ""},
		{"os.Exit(1)", ""},
	} {
		p := ssatest.Build(t, decls+"func in(n int, c chan int) { "+test.body+" }; func F(n int, c chan int) { in(n, c) }")
		table := &ending.Table{Panics: true, Signals: signal.New(p.Funcs)}
		at, ok := table.Endless(p.Func("in"))
		got := ""
		switch at.(type) {
		case *ssa.Call:
			got = "call"
		case *ssa.UnOp:
			got = "receive"
		case *ssa.Select:
			got = "select"
		}
		if got != test.at || ok != (test.at != "") {
			t.Errorf("%s: got %q (%v), %t", test.body, got, at, ok)
		}
		if ok && !at.Pos().IsValid() {
			t.Errorf("%s: nothing to show", test.body)
		}
	}
	if _, ok := new(ending.Table).Endless(ssatest.Build(t, decls).Func("work")); ok {
		t.Error("a function without a body is endless")
	}
}
