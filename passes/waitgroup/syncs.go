package waitgroup

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// This file looks for what may order two goroutines in other ways than by the
// group in question.

// syncsAfter reports whether fn may exchange something with another goroutine
// after one instruction and, unless that is nil, before another one.
func (c *checker) syncsAfter(from, to ssa.Instruction, group *place.Place) bool {
	return slices.ContainsFunc(from.Parent().Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			_, deferred := instr.(*ssa.Defer)
			return c.syncs(instr, group) && (deferred || order.Reaches(from, instr)) && (to == nil || order.Reaches(instr, to))
		})
	})
}

// syncsBefore is syncsAfter for what comes before an instruction.
func (c *checker) syncsBefore(to ssa.Instruction, group *place.Place) bool {
	return slices.ContainsFunc(to.Parent().Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			return c.syncs(instr, group) && order.Reaches(instr, to)
		})
	})
}

// syncs reports whether an instruction may exchange something with another
// goroutine, other than through the group.
func (c *checker) syncs(instr ssa.Instruction, group *place.Place) bool {
	switch instr := instr.(type) {
	case *ssa.Send, *ssa.Select:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Go:
		return false
	case ssa.CallInstruction:
		return c.syncCall(instr.Common(), group)
	}
	return false
}

func (c *checker) syncCall(call *ssa.CallCommon, group *place.Place) bool {
	if b, ok := call.Value.(*ssa.Builtin); ok {
		return b.Name() == "close"
	}
	if obj := callee.Named(call); obj != nil {
		if e, ok := syncop.Lookup(obj); ok {
			switch e.Kind {
			case syncop.Wait, syncop.Count:
				return group == nil || c.places.Of(call.Args[0]) != group
			case syncop.CondWait, syncop.CondWake, syncop.Acquire, syncop.TryAcquire, syncop.Release:
				return true
			}
		}
	}
	if f, ok := spawn.Runs(c.places, call); ok {
		return c.blocks(f.Fn, group)
	}
	return callee.Named(call) == nil // a function value: who knows
}

// blocks is syncs for a whole function. What is done to the group in it is
// known to those who ask.
func (c *checker) blocks(fn *ssa.Function, group *place.Place) bool {
	if is, ok := c.blocking[fn]; ok {
		return is
	}
	c.blocking[fn] = false // while it is being found out
	is := slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			if call, ok := instr.(ssa.CallInstruction); ok {
				if k, ok := classify(call.Common()); ok {
					return k == waits
				}
			}
			return c.syncs(instr, group)
		})
	})
	c.blocking[fn] = is
	return is
}
