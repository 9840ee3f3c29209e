package waitgroup

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/report"
)

// waitInLoop finds loops that start one goroutine in each iteration and wait in
// the same iteration for all that were counted before the loop.
func (c *checker) waitInLoop(fn *ssa.Function) {
	for _, w := range c.own(fn) {
		if w.kind != waits || w.deferred() || w.depth > 0 || !plain(w.group) {
			continue
		}
		l := loop.Innermost(w.at)
		if l == nil || slices.ContainsFunc(l.Ends, func(b *ssa.BasicBlock) bool { return !w.at.Block().Dominates(b) }) {
			continue // not in each iteration
		}
		if len(on(c.own(fn), w.group, dones)) > 0 {
			continue
		}
		if mine := local(w.group); mine != nil && !c.tracks(mine).all {
			continue
		}
		var before []op
		again := false
		for _, a := range on(c.own(fn), w.group, adds, goes) {
			again = again || l.Blocks[a.at.Block()]
			if a.kind == adds && order.Precedes(a.at, l.Header.Instrs[0]) {
				before = append(before, a)
			}
		}
		if again || len(before) != 1 {
			continue
		}
		if n, ok := amount(before[0].call.Common()); ok && n < 2 {
			continue
		}
		s, ok := c.onePerIteration(fn, l, w)
		if !ok {
			continue
		}
		name := w.group.In(fn)
		c.findings = append(c.findings, report.Finding{
			Rule: loopRule,
			Pos:  w.call.Pos(),
			Args: []any{name},
			Trace: []report.Step{
				{Pos: before[0].call.Pos(), Text: "counts all goroutines"},
				{Pos: s.instr.Pos(), Text: "starts one of them"},
				{Pos: w.call.Pos(), Text: "waits for all of them"},
			},
		})
	}
}

// onePerIteration returns the only goroutine that an iteration starts before it
// waits, and that calls Done just once.
func (c *checker) onePerIteration(fn *ssa.Function, l *loop.Loop, w op) (site, bool) {
	var found []site
	for _, s := range c.sites(fn) {
		if len(on(s.own, w.group, dones)) == 0 {
			continue
		}
		found = append(found, s)
	}
	if len(found) != 1 {
		return site{}, false
	}
	s := found[0]
	in := loop.Innermost(s.instr)
	d := on(s.own, w.group, dones)
	if in == nil || in.Header != l.Header || !order.Precedes(s.instr, w.at) || len(d) != 1 || order.Repeats(d[0].at) {
		return site{}, false
	}
	return s, !slices.ContainsFunc(c.startedBy(s), func(o op) bool { return o.group == w.group })
}
