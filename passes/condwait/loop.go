package condwait

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/report"
)

// maxCallers is how far up the callers of a helper are looked at.
const maxCallers = 4

// once finds waits after which nothing looks again whether what they wait for
// has come true. What waits just to be woken has nothing to look at.
func (c *checker) once(k *cond, w use) {
	if !w.value() && !c.told[w.instr.Pos()] && c.waitsOnce(k, w.instr, 0) && (c.conditional(w.instr, 0) || c.means(k)) {
		c.report(onceRule, w, []any{w.name}, report.Step{Pos: w.instr.Pos(), Text: "waits"})
	}
}

// waitsOnce reports whether it is certain that nothing looks again after instr, a
// Wait or a call that leads to one. A function that takes the lock and looks
// whether to wait decides by itself; others do part of what their callers do.
func (c *checker) waitsOnce(k *cond, instr ssa.Instruction, depth int) bool {
	if c.checksAgain(k, instr) {
		return false
	}
	if conds := c.conditions(instr); c.holds(k, instr) && len(conds) > 0 {
		return c.relies(k, instr, conds)
	}
	fn := instr.Parent()
	if inLoop(instr) || depth == maxCallers || guards.Exported(fn) || c.Captured(fn) {
		return false
	}
	return !slices.ContainsFunc(c.Calls(fn), func(call guards.Call) bool {
		if call.Starts {
			return inLoop(call.Instr)
		}
		return !c.waitsOnce(k, call.Instr, depth+1)
	})
}

// conditional reports whether it depends on anything in memory whether control comes
// to instr.
func (c *checker) conditional(instr ssa.Instruction, depth int) bool {
	return len(c.conditions(instr)) > 0 || depth < maxCallers && slices.ContainsFunc(c.Calls(instr.Parent()), func(call guards.Call) bool {
		return !call.Starts && c.conditional(call.Instr, depth+1)
	})
}

// means reports whether waking the waiters of k may tell them that something has
// changed: a function that does so does something besides, or may.
func (c *checker) means(k *cond) bool {
	return slices.ContainsFunc(k.wakes, func(wake use) bool {
		fn := wake.fn()
		if wake.value() || guards.Exported(fn) || c.Captured(fn) || len(c.Writes(fn)) > 0 {
			return true
		}
		for instr := range guards.Instrs(fn) {
			if call, ok := instr.(*ssa.Call); ok && c.mayChange(&call.Call) {
				return true
			}
		}
		return false
	})
}

// mayChange reports whether a call may change anything in the package's memory. What
// other packages can do with numbers is little.
func (c *checker) mayChange(call *ssa.CallCommon) bool {
	if _, ok := call.Value.(*ssa.Builtin); ok {
		return false
	}
	if _, ok := guards.Effect(call); ok {
		return false
	}
	fn := call.StaticCallee()
	return fn == nil || c.Known(fn) || slices.ContainsFunc(call.Args, func(v ssa.Value) bool {
		_, basic := v.Type().Underlying().(*types.Basic)
		return !basic
	})
}

// relies reports whether the function goes on to use what it has waited for.
// Otherwise it may just have wanted to be woken.
func (c *checker) relies(k *cond, instr ssa.Instruction, conds []guards.Reads) bool {
	uses := func(v ssa.Value) bool {
		r := c.Reads(v)
		r.Other = false
		return slices.ContainsFunc(conds, func(cond guards.Reads) bool {
			cond.Other = false
			return cond.Share(r)
		})
	}
	return slices.ContainsFunc(c.after(k, instr).all, func(i ssa.Instruction) bool {
		if call, ok := i.(*ssa.Call); ok {
			return c.readsIn(call, uses)
		}
		v, ok := i.(*ssa.UnOp)
		return ok && uses(v)
	})
}

// readsIn reports whether the function that is called reads something of which
// uses holds.
func (c *checker) readsIn(call *ssa.Call, uses func(ssa.Value) bool) bool {
	fn := c.Function(call.Call.Value)
	if fn == nil || !c.Known(fn) {
		return false
	}
	for instr := range guards.Instrs(fn) {
		if load, ok := instr.(*ssa.UnOp); ok && uses(load) {
			return true
		}
	}
	return false
}

// checksAgain reports whether, after instr and before the lock is released, the
// function may look at what it has waited for.
func (c *checker) checksAgain(k *cond, instr ssa.Instruction) bool {
	r := c.after(k, instr)
	if r.back {
		return true
	}
	conds := c.conditions(instr)
	for _, i := range r.ifs {
		cond := c.Reads(i.Cond)
		if len(conds) == 0 && (cond.Other || len(cond.Vars) > 0) {
			return true
		}
		for _, g := range conds {
			if g.Share(cond) {
				return true
			}
		}
	}
	return false
}

// conditions returns what decides whether control comes to instr, as far as it
// depends on variables in memory. Whether there is a Cond at all is nothing that
// anybody waits for.
func (c *checker) conditions(instr ssa.Instruction) []guards.Reads {
	var out []guards.Reads
	for _, b := range guards.Branches(instr) {
		if cmp, ok := b.Cond.(*ssa.BinOp); ok && isCond(cmp.X.Type()) {
			continue
		}
		if r := c.Reads(b.Cond); r.Other || len(r.Vars) > 0 {
			out = append(out, r)
		}
	}
	return out
}
