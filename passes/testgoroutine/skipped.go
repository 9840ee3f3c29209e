package testgoroutine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
)

// skipped reports whether a test has been skipped for good before it comes to an
// instruction: many a test is switched off like that, and not thought of again.
func skipped(instr ssa.Instruction) bool {
	fn := instr.Parent()
	b := instr.Block()
	for _, earlier := range b.Instrs[:slices.Index(b.Instrs, instr)] {
		if switchesOff(earlier) {
			return true
		}
	}
	for d := b.Idom(); d != nil; d = d.Idom() {
		if slices.ContainsFunc(d.Instrs, switchesOff) {
			return true
		}
	}
	// A literal runs only if the function around it comes to where it is made.
	refs := fn.Referrers()
	return fn.Parent() != nil && refs != nil && slices.ContainsFunc(*refs, skipped)
}

// switchesOff reports whether an instruction skips a test and says why, or calls
// a function that does nothing else but skip it.
func switchesOff(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	if callee.Effect(&call.Call).Skips {
		return call.Call.Signature().Variadic()
	}
	fn := callee.Body(&call.Call)
	return fn != nil && len(fn.Blocks) == 1 && slices.ContainsFunc(fn.Blocks[0].Instrs, func(i ssa.Instruction) bool {
		c, ok := i.(*ssa.Call)
		return ok && callee.Effect(&c.Call).Skips
	})
}
