package spawnlimit

import (
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
)

// unlimited reports the start of a goroutine for each piece of work that comes
// along, if nothing keeps more from being started than can be done.
func (c *checker) unlimited(start ssa.CallInstruction) {
	f := c.feedOf(start)
	if f.from == nowhere {
		c.recursion(start)
		return
	}
	if !c.again(start) || c.limits(start, f) {
		return
	}
	out := report.Finding{Pos: start.Pos()}
	switch f.from {
	case accepts:
		out.Rule = acceptRule
	case queue:
		out.Rule = queueRule
		out.Args = []any{c.channel(f.what, start.Parent())}
	case each:
		out.Rule = eachRule
		out.Args = []any{c.places.Of(f.what).In(start.Parent())}
	}
	if f.at != nil {
		out.Trace = append(out.Trace, report.Step{Pos: f.at.Pos(), Text: "waits for the next"})
	}
	out.Trace = append(out.Trace, report.Step{Pos: start.Pos(), Text: "starts a goroutine for it"})
	c.report(out)
}

// recursion reports a function that starts goroutines which run it again, and more
// than one of them.
func (c *checker) recursion(start ssa.CallInstruction) {
	fn := start.Parent()
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if s, ok := spawn.At(c.places, start); !ok || s.Fn == nil || !c.reaches(s.Fn, fn, make(map[*ssa.Function]bool)) {
		return
	}
	if len(loop.Around(start)) == 0 || c.limits(start, feed{}) {
		return
	}
	c.report(report.Finding{
		Rule:  recursionRule,
		Pos:   start.Pos(),
		Args:  []any{nameOf(fn)},
		Trace: []report.Step{{Pos: start.Pos(), Text: "starts a goroutine that runs it again"}},
	})
}

// reaches reports whether fn is, or calls, the function to.
func (c *checker) reaches(fn, to *ssa.Function, seen map[*ssa.Function]bool) bool {
	if fn == to {
		return true
	}
	if seen[fn] {
		return false
	}
	seen[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				if f, ok := spawn.Callee(c.places, &call.Call); ok && c.reaches(f.Fn, to, seen) {
					return true
				}
			}
		}
	}
	return false
}
