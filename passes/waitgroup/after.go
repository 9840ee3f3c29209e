package waitgroup

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
)

// after finds calls of Add that come after the start of the goroutine that they
// count, whose Done may come first.
func (c *checker) after(s site) {
	starter := s.starter()
	for _, d := range s.own {
		g := d.group
		mine := local(g)
		if d.kind != dones || mine == nil || mine.Parent() != starter || len(on(s.own, g, adds, goes)) > 0 {
			continue
		}
		if c.blocks(s.body.Fn, g) || c.opaque(s.body.Fn, make(map[*ssa.Function]bool)) || len(on(c.started(s.body.Fn), g, adds)) > 0 || !c.tracks(mine).all || c.addsElsewhere(starter, g) {
			continue
		}
		all := on(c.own(starter), g, adds, goes)
		if slices.ContainsFunc(all, func(a op) bool { return order.Leads(a.at, s.instr) }) {
			continue
		}
		i := slices.IndexFunc(all, func(a op) bool { return a.kind == adds && order.Precedes(s.instr, a.at) })
		if i < 0 {
			continue
		}
		a := all[i]
		name := g.In(starter) + ".Add"
		c.findings = append(c.findings, report.Finding{
			Rule: addRule,
			Pos:  a.call.Pos(),
			Args: []any{name, "after the start of the goroutine that it counts", "Done may come first"},
			Trace: []report.Step{
				{Goroutine: 1, Pos: s.instr.Pos(), Text: "starts the goroutine"},
				{Goroutine: 2, Pos: d.call.Pos(), Text: "calls Done"},
				{Goroutine: 1, Pos: a.call.Pos(), Text: "calls " + name},
			},
		})
		return
	}
}

// addsElsewhere reports whether a literal in fn counts goroutines.
func (c *checker) addsElsewhere(fn *ssa.Function, group *place.Place) bool {
	return slices.ContainsFunc(fn.AnonFuncs, func(lit *ssa.Function) bool {
		return len(on(c.own(lit), group, adds, goes)) > 0 || c.addsElsewhere(lit, group)
	})
}

// opaque reports whether fn calls what is not known: it may wait there for
// something that the starter does only after its Add, such as to connect.
func (c *checker) opaque(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	return len(fn.Blocks) == 0 || slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				return false
			}
			if _, ok := classify(call.Common()); ok {
				return false
			}
			if _, ok := call.Common().Value.(*ssa.Builtin); ok {
				return false
			}
			f, ok := spawn.Reached(c.places, call.Common())
			return !ok || c.opaque(f.Fn, seen)
		})
	})
}
