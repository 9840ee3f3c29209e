package model

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file knows what SSA makes of "for x := range f", f being a function: a
// call of f with a literal that has the loop's body.

// isRangeBody reports whether fn is the body of a range-over-func loop.
func isRangeBody(fn *ssa.Function) bool { return fn.Synthetic == "range-over-func yield" }

// position returns where an instruction is. The call that a range-over-func
// loop stands for has no position of its own.
func position(instr ssa.Instruction) token.Pos {
	if call, ok := instr.(*ssa.Call); ok && !instr.Pos().IsValid() {
		for _, a := range call.Call.Args {
			if mc, ok := a.(*ssa.MakeClosure); ok && isRangeBody(mc.Fn.(*ssa.Function)) {
				return mc.Fn.Pos()
			}
		}
	}
	return instr.Pos()
}

// deferOutside returns st after the body of a loop has deferred a call to the
// end of the function around it: its effects come at a time that the body does
// not see.
func (s *solver) deferOutside(d *ssa.Defer, st *state) *state {
	if e, ok := effect(&d.Call); ok {
		switch e.Kind {
		case syncop.Acquire, syncop.TryAcquire, syncop.Release:
			return s.losePlace(s.operand(d, e).Place, st)
		}
		return st
	}
	for _, t := range s.targets(d) {
		st = s.loseEffects(d, &t, st)
	}
	return st
}
