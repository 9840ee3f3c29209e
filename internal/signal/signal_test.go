package signal_test

import (
	"go/token"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/signal"
	"github.com/conclint/conclint/internal/ssatest"
)

// What the first receive of function in waits for.
func TestWaits(t *testing.T) {
	for _, test := range []struct {
		name, src     string
		closed, ready bool // may be
	}{
		{name: "nobody", src: "func in() { c := make(chan int); <-c }"},
		{name: "sent", src: "func in() { c := make(chan int); go func() { c <- 1 }(); <-c }", ready: true},
		{name: "sent in select", src: "func in() { c := make(chan int); go func() { select { case c <- 1: default: } }(); <-c }", ready: true},
		{name: "closed", src: "func in() { c := make(chan int); go func() { close(c) }(); <-c }", closed: true, ready: true},
		{name: "closed by callee", src: "func in() { c := make(chan int); go end(c); <-c }; func end(c chan int) { close(c) }", closed: true, ready: true},
		{name: "passed to who receives", src: "func in() { c := make(chan int); go read(c); <-c }; func read(c chan int) { <-c }"},
		{name: "parameter of an exported function", src: "func In(c chan int) { in(c) }; func in(c chan int) { <-c }", closed: true, ready: true},
		{name: "parameter of one that only this package calls", src: "func F() { in(make(chan int)) }; func in(c chan int) { <-c }"},
		{name: "from unknown code", src: "func get() chan int; func in() { c := get(); <-c }", closed: true, ready: true},
		{name: "from a callee", src: "func get() chan int { return make(chan int) }; func in() { c := get(); <-c }"},
		{name: "given away", src: "func give(chan int); func in() { c := make(chan int); give(c); <-c }", closed: true, ready: true},
		{name: "given away to receive", src: "func give(<-chan int); func in() { c := make(chan int); give(c); <-c }"},
		{name: "returned to others", src: "func In() chan int { c := make(chan int); in(c); return c }; func in(c chan int) { <-c }", closed: true, ready: true},
		{name: "returned to receive", src: "func In() <-chan int { c := make(chan int); in(c); return c }; func in(c chan int) { <-c }"},
		{name: "field", src: "type t struct{ c chan int }; func in() { x := &t{make(chan int)}; <-x.c }"},
		{name: "field that a method closes", src: "type t struct{ c chan int }; func (x *t) end() { close(x.c) }; func in() { x := &t{make(chan int)}; <-x.c }", closed: true, ready: true},
		{name: "exported field", src: "type t struct{ C chan int }; func in() { x := &t{make(chan int)}; <-x.C }", closed: true, ready: true},
		{name: "variable", src: "var c = make(chan int); func in() { <-c }"},
		{name: "exported variable", src: "var C = make(chan int); func in() { <-C }", closed: true, ready: true},
		{name: "in an interface", src: "var x any; func in() { c := make(chan int); x = c; <-c }", closed: true, ready: true},
		{name: "in a map", src: "var m map[int]chan int; func in() { c := make(chan int); m[1] = c; <-c }", closed: true, ready: true},
		{name: "through a channel", src: "func in() { c := make(chan int); d := make(chan chan int, 1); d <- c; <-c }", closed: true, ready: true},
		{name: "captured and set", src: "func in() { var c chan int; func() { c = make(chan int) }(); <-c }"},
		{name: "one of two", src: "func in(ok bool) { c := make(chan int); if ok { c = make(chan int); close(c) }; <-c }", closed: true, ready: true},
		{name: "nil or made", src: "func in(ok bool) { var c chan int; if ok { c = make(chan int) }; <-c }"},
		{name: "timer", src: "func in() { <-time.After(1) }", ready: true},
		{name: "timer's field", src: "func in() { t := time.NewTimer(1); <-t.C }", ready: true},
		{name: "background", src: "func in() { <-context.Background().Done() }"},
		{name: "value of background", src: "func in() { ctx := context.WithValue(context.Background(), 1, 2); <-ctx.Done() }"},
		{name: "cancelled", src: "func in() { ctx, cancel := context.WithCancel(context.Background()); defer cancel(); <-ctx.Done() }", closed: true, ready: true},
		{name: "context of others", src: "func In(ctx context.Context) { in(ctx) }; func in(ctx context.Context) { <-ctx.Done() }", closed: true, ready: true},
		{name: "context of a method", src: "type t struct{}; func F() { t{}.in(context.Background()) }; func (t) in(ctx context.Context) { in(ctx) }; func in(ctx context.Context) { <-ctx.Done() }"},
		{name: "context of a method behind an interface", src: "type r interface { in(context.Context) }; type t struct{}; func F(r r) { r.in(context.Background()) }; func (t) in(ctx context.Context) { in(ctx) }; func in(ctx context.Context) { <-ctx.Done() }", closed: true, ready: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := ssatest.Build(t, `package p; import ("context"; "time"); var _ context.Context; var _ time.Duration; `+test.src)
			table := signal.New(p.Funcs)
			for _, op := range ssatest.Instrs[*ssa.UnOp](p.Func("in")) {
				if op.Op != token.ARROW {
					continue
				}
				if got := !table.NeverClosed(op.X); got != test.closed {
					t.Errorf("may be closed: %t", got)
				}
				if got := !table.NeverReady(op.X); got != test.ready {
					t.Errorf("may be ready: %t", got)
				}
				return
			}
			t.Error("nothing is received")
		})
	}
}

func TestNil(t *testing.T) {
	p := ssatest.Build(t, `package p; import "time"; func in() { c := make(chan int); <-c; <-time.After(1) }`)
	var table *signal.Table
	ops := ssatest.Instrs[*ssa.UnOp](p.Func("in"))
	if table.NeverClosed(ops[0].X) || table.NeverReady(ops[0].X) {
		t.Error("something is known of a channel")
	}
	if !table.NeverClosed(ops[1].X) || table.NeverReady(ops[1].X) {
		t.Error("timers are not known")
	}
}
