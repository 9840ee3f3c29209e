package condwait

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// lost finds writes of what a wait of k looks at that are followed by a signal,
// all without the lock: who has just looked and is about to sleep misses both.
func (c *checker) lost(k *cond) {
	watched := make(map[string]use)
	for _, w := range k.waits {
		if w.value() {
			continue
		}
		r := c.after(k, w.instr)
		for _, b := range guards.Branches(w.instr) {
			if !slices.Contains(r.ifs, b.If) {
				continue
			}
			for v := range c.Reads(b.Cond).Vars {
				watched[v] = w
			}
		}
	}
	for _, fn := range c.Funcs {
		for _, wr := range c.Writes(fn) {
			w, ok := watched[guards.Key(wr.Place)]
			if !ok || !c.unlocked(k, wr.Instr) {
				continue
			}
			for _, wake := range k.wakes {
				if wake.fn() != fn || wake.value() || !c.unlocked(k, wake.instr) || !c.leadsTo(k, wr.Instr, wake.instr) {
					continue
				}
				name := wr.Place.In(fn)
				c.report(lostRule, use{instr: wr.Instr}, []any{w.name, c.models[w.fn()].Name(), name},
					report.Step{Goroutine: 1, Pos: w.instr.Pos(), Text: "has looked at " + name + " and is about to wait"},
					report.Step{Goroutine: 2, Pos: wr.Instr.Pos(), Text: "changes " + name + " without the lock"},
					report.Step{Goroutine: 2, Pos: wake.instr.Pos(), Text: "wakes those who wait by now"})
				break
			}
		}
	}
}

// leadsTo reports whether control can come from one instruction to another
// without taking the lock of k on the way: who waits for that comes first.
func (c *checker) leadsTo(k *cond, from, to ssa.Instruction) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	var walk func(b *ssa.BasicBlock, i int) bool
	walk = func(b *ssa.BasicBlock, i int) bool {
		for _, instr := range b.Instrs[i:] {
			if instr == to {
				return true
			}
			if call, ok := instr.(*ssa.Call); ok && c.mayLock(k, call) {
				return false
			}
			if _, ok := instr.(*ssa.RunDefers); ok {
				if d, ok := to.(*ssa.Defer); ok && d.Block().Dominates(b) {
					return true
				}
			}
		}
		return slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool {
			if seen[s] {
				return false
			}
			seen[s] = true
			return walk(s, 0)
		})
	}
	return walk(from.Block(), slices.Index(from.Block().Instrs, from)+1)
}

// mayLock reports whether a call may take the lock of k.
func (c *checker) mayLock(k *cond, call *ssa.Call) bool {
	if _, builtin := call.Call.Value.(*ssa.Builtin); builtin {
		return false
	}
	if e, ok := guards.Effect(&call.Call); ok {
		return (e.Kind == syncop.Acquire || e.Kind == syncop.TryAcquire) && k.lock(c.Places.Of(operand(&call.Call, e)))
	}
	fn := c.Function(call.Call.Value)
	if fn == nil || !c.Known(fn) {
		return fn == nil && call.Call.StaticCallee() == nil
	}
	return slices.ContainsFunc(c.models[fn].Summary.Events, func(e *model.Event) bool {
		return e.Kind == model.Acquires && k.lock(e.Place)
	})
}
