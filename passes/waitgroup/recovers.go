package waitgroup

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// recovers returns the call that makes fn return although it panics, if it has one
// that does not call Done, too, and something may panic in between.
func (c *checker) recovers(fn *ssa.Function, g *place.Place) ssa.CallInstruction {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			d, ok := instr.(*ssa.Defer)
			if !ok {
				continue
			}
			f, ok := spawn.Reached(c.places, d.Common())
			if !ok || f.Fn.Parent() != fn {
				continue
			}
			for _, o := range slices.Concat(c.own(f.Fn), c.started(f.Fn)) {
				if o.group == g {
					return nil
				}
			}
			if r := recoverCall(f.Fn); r != nil && panics(fn) {
				return r
			}
		}
	}
	return nil
}

// recoverCall returns the call of recover in fn, unless that panics again.
func recoverCall(fn *ssa.Function) ssa.CallInstruction {
	var found ssa.CallInstruction
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Panic:
				return nil
			case *ssa.Call:
				if b, ok := instr.Call.Value.(*ssa.Builtin); ok && b.Name() == "recover" {
					found = instr
				} else if unwinds(instr) {
					return nil
				}
			}
		}
	}
	return found
}

// panics reports whether fn calls what may panic as far as its author knows: a
// function that it was given, or one of the package.
func panics(fn *ssa.Function) bool {
	return slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			call, ok := instr.(*ssa.Call)
			if !ok {
				_, ok := instr.(*ssa.Panic)
				return ok
			}
			if _, builtin := call.Call.Value.(*ssa.Builtin); builtin {
				return false
			}
			if call.Call.StaticCallee() == nil {
				return true
			}
			_, known := syncop.Lookup(callee.Named(&call.Call))
			return !known && len(call.Call.StaticCallee().Blocks) > 0
		})
	})
}
