package waitgroup

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// unwinds reports whether a call is of a library function that never returns.
func unwinds(call *ssa.Call) bool {
	e, ok := syncop.Lookup(callee.Named(&call.Call))
	return ok && (e.Kind == syncop.Exit || e.Kind == syncop.Unwind)
}

// ends reports whether a call never returns.
func (c *checker) ends(call *ssa.Call) bool {
	if unwinds(call) {
		return true
	}
	f, ok := spawn.Reached(c.places, &call.Call)
	return ok && c.noReturn(f.Fn)
}

// noReturn reports whether a function of the package never returns.
func (c *checker) noReturn(fn *ssa.Function) bool {
	if is, ok := c.endless[fn]; ok || len(fn.Blocks) == 0 {
		return is
	}
	c.endless[fn] = false // while it is being found out
	seen := make(map[*ssa.BasicBlock]bool)
	work := []*ssa.BasicBlock{fn.Blocks[0]}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b] || slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			call, ok := instr.(*ssa.Call)
			return ok && c.ends(call)
		}) {
			continue
		}
		seen[b] = true
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			return false
		}
		work = append(work, b.Succs...)
	}
	c.endless[fn] = true
	return true
}
