package ends

import (
	"testing"

	"github.com/conclint/conclint/internal/ssatest"
)

// Which goroutines execute work, and whether it can return without sending.
func TestActorsAndExits(t *testing.T) {
	for _, test := range []struct {
		src          string
		goes, anyone bool
		exits        bool
	}{
		{"func in(c chan int) { go work(c, c) }; func work(c, d chan int) { c <- 1 }", true, false, false},
		{"func in(c chan int) { work(c, c) }; func work(c, d chan int) { c <- 1 }", false, false, false},
		{"func In(c chan int) { work(c, c) }; func work(c, d chan int) { c <- 1 }", false, true, false},
		{"func in(c chan int) { go func() { work(c, c) }() }; func work(c, d chan int) { c <- 1 }", true, false, false},
		{"var f func(c, d chan int); func in() { f = work }; func work(c, d chan int) { c <- 1 }", false, true, false},
		{"func in(c chan int) { go work(c, c) }; func work(c, d chan int) { select { case c <- 1: case <-d: } }", true, false, true},
		{"func in(c chan int) { go work(c, c) }; func work(c, d chan int) { defer send(c); <-d }; func send(c chan int) { c <- 1 }", true, false, false},
		{"func in(c chan int) { go work(c, c) }; func work(c, d chan int) { ok := false; if !ok { c <- 1 } }", true, false, false},
		{"func in(c chan int) { go work(c, c) }; func work(c, d chan int) { for { c <- 1 } }", true, false, false},
	} {
		p := ssatest.Build(t, "package p; "+test.src)
		a := newActors(p.Funcs)
		work := p.Func("work")
		goes, anyone := false, false
		for _, s := range a.of(work) {
			goes, anyone = goes || s.goes != nil, anyone || s.goes == nil
		}
		if goes != test.goes || anyone != test.anyone {
			t.Errorf("%s: started here: %t, anywhere: %t", test.src, goes, anyone)
		}
		var sends []*Op
		for _, c := range newClasses(a).list() {
			for _, op := range c.Ops {
				if op.Kind == Send {
					sends = append(sends, op)
				}
			}
		}
		if len(sends) != 1 {
			t.Fatalf("%s: %d sends", test.src, len(sends))
		}
		if got := newEnder(a, sends).exit(work) != nil; got != test.exits {
			t.Errorf("%s: returns without: %t", test.src, got)
		}
	}
}
