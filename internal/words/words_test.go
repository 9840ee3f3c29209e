package words_test

import (
	"go/token"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/ssatest"
	"github.com/conclint/conclint/internal/words"
)

func Test(t *testing.T) {
	for _, test := range []struct{ body, say, operand string }{
		{"x.c <- 1", "sends on x.c", "x.c"},
		{"<-x.c", "receives from x.c", "x.c"},
		{"for range x.c {}", "ranges over x.c", "x.c"},
		{"select { case <-x.c: case x.c <- 1: }", "waits in select", "select"},
		{"go f()", "starts a goroutine", ""},
		{"close(x.c)", "closes x.c", "x.c"},
		{"defer close(x.c)", "closes x.c", "x.c"},
		{"mu.Lock()", "locks mu", "mu"},
		{"mu.Unlock()", "unlocks mu", "mu"},
		{"rw.RLock()", "read-locks rw", "rw"},
		{"rw.RUnlock()", "read-unlocks rw", "rw"},
		{"wg.Wait()", "waits for wg", "wg"},
		{"f()", "calls f", "f"},
		{"func() {}()", "calls a function literal", "a function literal"},
		{"func() { x.c <- 1 }()", "sends on x.c", "x.c"},
	} {
		p := ssatest.Build(t, `package p
			import "sync"
			type t struct{ c chan int }
			func f() {}
			func in(x *t, mu *sync.Mutex, rw *sync.RWMutex, wg *sync.WaitGroup) { `+test.body+` }`)
		var at ssa.Instruction
		for _, fn := range p.Funcs {
			for _, instr := range ssatest.Instrs[ssa.Instruction](fn) {
				switch i := instr.(type) {
				case *ssa.UnOp:
					if i.CommaOk || i.Op.String() == "<-" {
						at = i
					}
				case *ssa.Send, *ssa.Select:
					at = i
				case ssa.CallInstruction:
					if at == nil && i.Pos().IsValid() {
						at = i
					}
				}
			}
		}
		var w words.Words
		fn := "in"
		if at.Parent() != p.Func("in") {
			fn = "in$1"
		}
		if got, want := w.Say(at), "goes on in "+fn; got != want && got != "waits in select" {
			t.Errorf("%s: before it is learnt: %q", test.body, got)
		}
		w.Learn(at)
		if got := w.Say(at); got != test.say {
			t.Errorf("%s: got %q, want %q", test.body, got, test.say)
		}
		if got := w.Operand(at); got != test.operand {
			t.Errorf("%s: got %q, want %q", test.body, got, test.operand)
		}
	}
}

func TestLiteral(t *testing.T) {
	p := ssatest.Build(t, `package p; func in(c chan int) { c <- 1; func() { <-c }() }`)
	var w words.Words
	w.Learn(ssatest.Instrs[*ssa.Send](p.Func("in"))[0])
	for _, recv := range ssatest.Instrs[*ssa.UnOp](p.Func("in").AnonFuncs[0]) {
		if got, want := w.Say(recv), "receives from c"; recv.Op == token.ARROW && got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
