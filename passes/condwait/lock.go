package condwait

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/report"
)

// bare finds waits of goroutines that do not hold the lock, on some path at
// least.
func (c *checker) bare(k *cond, w use) {
	if w.value() {
		c.bareValue(k, w)
		return
	}
	released := slices.ContainsFunc(c.models[w.fn()].Locks(w.instr).Free, func(h model.Hold) bool { return k.lock(h.Place) })
	if released || c.unlocked(k, w.instr) {
		c.report(bareRule, w, []any{w.name, w.name}, report.Step{Pos: w.instr.Pos(), Text: "waits without the lock"})
	}
}

// bareValue finds method values Wait that are passed to a function which calls
// them in another goroutine: that does not hold the lock, whoever else does.
func (c *checker) bareValue(k *cond, w use) {
	mc := w.instr.(*ssa.MakeClosure)
	for _, ref := range *mc.Referrers() {
		if _, ok := ref.(*ssa.Go); ok {
			c.report(bareRule, w, []any{w.name, w.name}, report.Step{Pos: ref.Pos(), Text: "starts Wait as a goroutine"})
			continue
		}
		call, ok := ref.(*ssa.Call)
		if !ok {
			continue
		}
		fn := c.Function(call.Call.Value)
		if fn == nil || !c.Known(fn) {
			continue
		}
		for i, arg := range call.Call.Args {
			if arg != mc || i >= len(fn.Params) {
				continue
			}
			if at := c.callOf(fn, fn.Params[i]); at != nil && c.unlocked(k, at) {
				c.report(bareRule, w, []any{w.name, w.name},
					report.Step{Pos: call.Pos(), Text: "passes Wait on"},
					report.Step{Pos: at.Pos(), Text: "calls it in a goroutine that does not hold the lock"})
			}
		}
	}
}

// callOf returns where fn, or a literal in it, calls its parameter.
func (c *checker) callOf(fn *ssa.Function, param *ssa.Parameter) ssa.Instruction {
	p := c.Places.Local(param)
	for instr := range guards.Instrs(fn) {
		if call, ok := instr.(*ssa.Call); ok && !call.Call.IsInvoke() && c.Places.Of(call.Call.Value) == p {
			return call
		}
	}
	for _, lit := range fn.AnonFuncs {
		if at := c.callOf(lit, param); at != nil {
			return at
		}
	}
	return nil
}
