package waitgroup

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/report"
)

// balance finds groups in local variables for which all calls of Add and Done can
// be counted, and for which the counts differ.
func (c *checker) balance(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if a, ok := instr.(*ssa.Alloc); ok && newGroup(a) && !order.Repeats(a) && c.tracks(a).all {
				c.balanceOf(fn, a)
			}
		}
	}
}

func (c *checker) balanceOf(fn *ssa.Function, a *ssa.Alloc) {
	g := c.places.Of(a)
	w := on(c.own(fn), g, waits)
	if len(w) != 1 || w[0].deferred() || order.Repeats(w[0].at) || len(on(c.own(fn), g, goes)) > 0 {
		return
	}
	// once reports whether an instruction runs exactly once before the Wait.
	once := func(instr ssa.Instruction) bool {
		_, deferred := instr.(*ssa.Defer)
		return !deferred && !order.Repeats(instr) && order.Precedes(instr, w[0].at)
	}
	var added, done int64
	var first op
	for _, o := range on(c.own(fn), g, adds, dones) {
		n, ok := amount(o.call.Common())
		if !ok || o.depth > 0 || !once(o.at) {
			return
		}
		if n > 0 {
			if added == 0 {
				first = o
			}
			added += n
		} else {
			done -= n
		}
	}
	known := make(map[*ssa.Function]bool) // bodies that were counted
	starts := make(map[ssa.CallInstruction]bool)
	for _, s := range c.sites(fn) {
		if len(on(s.own, g, adds, goes, waits)) > 0 || slices.ContainsFunc(c.startedBy(s), func(o op) bool { return o.group == g }) {
			return
		}
		d := on(s.own, g, dones)
		if len(d) == 0 {
			continue
		}
		if !once(s.instr) {
			return
		}
		p := c.paths(s.body.Fn, d[0].inner, false)
		if p == nil || p.unclear || p.min != p.max {
			return
		}
		done += int64(p.min)
		known[s.body.Fn] = true
		starts[s.instr] = true
	}
	if added == done || added == 0 || len(starts) == 0 {
		return
	}
	if slices.ContainsFunc(on(c.started(fn), g, adds, dones, waits, goes), func(o op) bool { return !starts[o.at] }) {
		return
	}
	if c.usedElsewhere(fn, a, known) {
		return
	}
	times := fmt.Sprintf("called %d times", done)
	switch done {
	case 1:
		times = "called once"
	case 2:
		times = "called twice"
	}
	consequence, pos := "Wait never returns", w[0].call.Pos()
	if done > added {
		consequence, pos = "the counter becomes negative, which panics", first.call.Pos()
	}
	c.findings = append(c.findings, report.Finding{
		Rule: doneRule,
		Pos:  pos,
		Args: []any{g.In(fn), fmt.Sprintf("%s for a count of %d", times, added), consequence},
		Trace: []report.Step{
			{Pos: first.call.Pos(), Text: "calls Add"},
			{Pos: w[0].call.Pos(), Text: "waits"},
		},
	})
}

// usedElsewhere reports whether a literal in fn that is not known changes the
// group.
func (c *checker) usedElsewhere(fn *ssa.Function, a *ssa.Alloc, known map[*ssa.Function]bool) bool {
	g := c.places.Of(a)
	return slices.ContainsFunc(fn.AnonFuncs, func(lit *ssa.Function) bool {
		if known[lit] {
			return false
		}
		uses := slices.Concat(c.own(lit), c.started(lit))
		return slices.ContainsFunc(uses, func(o op) bool { return o.group == g }) || c.usedElsewhere(lit, a, known)
	})
}
