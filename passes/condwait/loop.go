package condwait

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callers"
	"github.com/conclint/conclint/internal/report"
)

// maxCallers is how far up the callers of a helper are looked at.
const maxCallers = 4

// once finds waits after which nothing looks again whether what they wait for
// has come true.
func (c *checker) once(k *cond, w use) {
	if !w.value() && !c.told[w.instr.Pos()] && c.waitsOnce(k, w.instr, 0) {
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
	if c.holds(k, instr) && len(c.guards(instr)) > 0 {
		return true
	}
	fn := instr.Parent()
	if inLoop(instr) || depth == maxCallers || callers.Exported(fn) || c.Captured(fn) {
		return false
	}
	return !slices.ContainsFunc(c.Calls(fn), func(call callers.Call) bool {
		if call.Starts {
			return inLoop(call.Instr)
		}
		return !c.waitsOnce(k, call.Instr, depth+1)
	})
}

// checksAgain reports whether, after instr and before the lock is released, the
// function may look at what it has waited for.
func (c *checker) checksAgain(k *cond, instr ssa.Instruction) bool {
	r := c.after(k, instr)
	if r.back {
		return true
	}
	guards := c.guards(instr)
	for _, i := range r.ifs {
		cond := c.reads(i.Cond)
		if len(guards) == 0 && (cond.other || len(cond.vars) > 0) {
			return true
		}
		for _, g := range guards {
			if share(g, cond) {
				return true
			}
		}
	}
	return false
}

// guards returns what decides whether control comes to instr, as far as it
// depends on variables in memory.
func (c *checker) guards(instr ssa.Instruction) []reads {
	var out []reads
	for _, b := range branches(instr) {
		if r := c.reads(b.Cond); r.other || len(r.vars) > 0 {
			out = append(out, r)
		}
	}
	return out
}
