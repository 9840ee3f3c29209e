package condwait

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// missed finds method values Broadcast that a context calls when it is done, for
// waiters that ask whether it is: who has just asked misses the call, which does
// not take the lock.
func (c *checker) missed(k *cond) {
	for _, w := range k.waits {
		ask := c.asksContext(k, w)
		if ask == nil {
			continue
		}
		for _, wake := range k.wakes {
			mc, ok := wake.instr.(*ssa.MakeClosure)
			if !ok || wake.fn() != w.fn() {
				continue
			}
			for _, ref := range *mc.Referrers() {
				call, ok := ref.(*ssa.Call)
				if !ok || !spawns(call, mc) {
					continue
				}
				c.report(lostRule, use{instr: call}, []any{w.name, c.models[w.fn()].Name(), "the context"},
					report.Step{Goroutine: 1, Pos: ask.Pos(), Text: "has asked the context and is about to wait"},
					report.Step{Goroutine: 2, Pos: call.Pos(), Text: "wakes those who wait by now, without the lock"})
			}
		}
	}
}

// spawns reports whether a call runs the function value in another goroutine.
func spawns(call *ssa.Call, fn ssa.Value) bool {
	e, ok := guards.Effect(&call.Call)
	return ok && e.Kind == syncop.Spawn && e.Operand < len(call.Call.Args) && call.Call.Args[e.Operand] == fn
}

// asksContext returns where the loop around a wait asks whether a context is
// done, or nil.
func (c *checker) asksContext(k *cond, w use) *ssa.Call {
	if w.value() {
		return nil
	}
	ifs := c.after(k, w.instr).ifs
	for _, b := range guards.Branches(w.instr) {
		cmp, ok := b.Cond.(*ssa.BinOp)
		if !ok || !slices.Contains(ifs, b.If) {
			continue
		}
		for _, v := range []ssa.Value{cmp.X, cmp.Y} {
			if call, ok := v.(*ssa.Call); ok {
				if e, ok := guards.Effect(&call.Call); ok && e.Kind == syncop.ContextErr {
					return call
				}
			}
		}
	}
	return nil
}
