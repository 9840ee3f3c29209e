package waitgroup

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
)

// add finds calls of Add by the goroutine that they count, so that the one who
// waits may find the counter at zero.
func (c *checker) add(s site) {
	starter := s.starter()
	for _, a := range s.own {
		if a.kind != adds && a.kind != goes || !plain(a.group) || a.group == s.group {
			continue
		}
		g := a.group
		if len(on(s.own, g, waits)) > 0 || len(on(c.own(starter), g, dones)) > 0 {
			// The goroutine keeps a group for itself, or the starter
			// is counted, and the counter positive as long as it runs.
			continue
		}
		own := on(s.own, g, dones)
		matched := a.kind == adds && len(own) > 0 && !slices.ContainsFunc(own, func(d op) bool { return !order.Precedes(a.at, d.at) })
		children := slices.ContainsFunc(c.startedBy(s), func(d op) bool { return d.group == g && d.kind == dones })
		prior := slices.ContainsFunc(on(c.own(starter), g, adds, goes), func(p op) bool { return order.Reaches(p.at, s.instr) })
		mine := local(g)
		switch {
		case matched && !children && mine == nil && c.guards(a):
			continue
		case matched && !children:
			// Whatever was counted before, it was not this goroutine.
		case prior, mine == nil, mine.Parent() != starter, !c.tracks(mine).all:
			continue
		case a.kind == adds && !matched && !children:
			continue
		case !matched && len(own) > 0:
			continue // a Done before the Add: counted by somebody
		}
		w, ok := c.waiter(s, a)
		if !ok {
			continue
		}
		name := g.In(starter) + "." + methodName(a.call.Common())
		steps := []report.Step{{Goroutine: 1, Pos: s.instr.Pos(), Text: "starts the goroutine"}}
		if w != nil {
			steps = append(steps, report.Step{Goroutine: 1, Pos: w.Pos(), Text: "waits"})
		}
		steps = append(steps, report.Step{Goroutine: 2, Pos: a.call.Pos(), Text: "calls " + name})
		c.findings = append(c.findings, report.Finding{
			Rule:  addRule,
			Pos:   a.call.Pos(),
			Args:  []any{name, "by the goroutine that is to be waited for", "Wait may return before it"},
			Trace: steps,
		})
	}
}

// guards reports whether the goroutine may look whether somebody waits before it
// calls Add: under a lock that the other takes, too, it is not too late.
func (c *checker) guards(a op) bool {
	if a.at.Block().Index != 0 || c.syncsBefore(a.at, nil) {
		return true
	}
	return a.depth > 0 && (a.depth > 1 || a.call.Block().Index != 0 || c.syncsBefore(a.call, nil))
}

// startedBy returns what the goroutines do that s's goroutine starts.
func (c *checker) startedBy(s site) []op {
	var out []op
	for _, o := range c.started(s.body.Fn) {
		if o.group = c.subst(o.group, s.body); o.group != nil {
			out = append(out, o)
		}
	}
	return out
}

// waiter returns a Wait that may come before the Add a of s's goroutine, or nil if
// it is certain that there is one elsewhere.
func (c *checker) waiter(s site, a op) (ssa.CallInstruction, bool) {
	starter := s.starter()
	// What comes after the Add in the goroutine may tell the one who waits.
	tells := c.syncsAfter(a.at, nil, a.inner) || a.depth > 0 && c.blocks(a.call.Parent(), nil)
	for _, w := range on(c.own(starter), a.group, waits) {
		if w.deferred() || order.Reaches(s.instr, w.at) {
			var to ssa.Instruction = w.at
			if w.deferred() {
				to = nil
			}
			return w.call, !tells || !c.syncsAfter(s.instr, to, a.group)
		}
	}
	if tells && c.syncsAfter(s.instr, nil, a.group) {
		return nil, false
	}
	for outer := starter.Parent(); outer != nil; outer = outer.Parent() {
		for _, w := range on(c.own(outer), a.group, waits) {
			return w.call, !tells || !c.syncsBefore(w.at, a.group)
		}
	}
	if w := c.callerWaits(s, a.group, tells); w != nil {
		return w, true
	}
	if tells && slices.ContainsFunc(c.callersOf(starter), func(call ssa.CallInstruction) bool { return c.syncsAfter(call, nil, nil) }) {
		return nil, false
	}
	// If the group belongs to somebody else, so does the Wait.
	w := c.classWaits(s, a.group)
	return w, w != nil || local(a.group) == nil
}

// callerWaits returns the Wait of a caller of the starter, to whom the group
// belongs.
func (c *checker) callerWaits(s site, group *place.Place, tells bool) ssa.CallInstruction {
	param, ok := group.Root().Value.(*ssa.Parameter)
	if !ok || param.Parent() != s.starter() {
		return nil
	}
	for _, call := range c.callersOf(s.starter()) {
		f, _ := spawn.Runs(c.places, call.Common())
		g := c.subst(group, f)
		if g == nil {
			continue
		}
		for _, w := range on(c.own(call.Parent()), g, waits) {
			if order.Reaches(call, w.at) && !(tells && c.syncsAfter(call, w.at, g)) {
				return w.call
			}
		}
	}
	return nil
}

// callersOf returns the calls of fn in the package.
func (c *checker) callersOf(fn *ssa.Function) []ssa.CallInstruction {
	if c.callers == nil {
		c.callers = make(map[*ssa.Function][]ssa.CallInstruction)
		for _, caller := range c.funcs {
			for _, b := range caller.Blocks {
				for _, instr := range b.Instrs {
					call, ok := instr.(ssa.CallInstruction)
					if _, isGo := instr.(*ssa.Go); !ok || isGo {
						continue
					}
					if f, ok := spawn.Runs(c.places, call.Common()); ok {
						c.callers[f.Fn] = append(c.callers[f.Fn], call)
					}
				}
			}
		}
	}
	return c.callers[fn]
}

// classWaits returns a Wait of any function on a group in the same field.
func (c *checker) classWaits(s site, group *place.Place) ssa.CallInstruction {
	class := group.Class()
	if class == "" {
		return nil
	}
	for _, fn := range c.funcs {
		for _, w := range c.own(fn) {
			if w.kind == waits && w.depth == 0 && w.group.Class() == class && fn != s.body.Fn {
				return w.call
			}
		}
	}
	return nil
}
