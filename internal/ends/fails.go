package ends

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/errval"
	"github.com/conclint/conclint/internal/loop"
)

// This file finds receivers that give up: they do one thing with each element, and
// return when that fails, whatever is still to come.

// fails returns how fn returns because something has failed, out of the loop in which
// it does the operations, or nil. What the element itself says is no such failure: who
// sent it knows that it was the last.
func (e *ender) fails(fn *ssa.Function) *exit {
	if e.atLast(fn) {
		return nil
	}
	for _, o := range e.ops {
		if o.Instr.Parent() != fn {
			continue
		}
		for _, l := range loop.Around(o.Instr) {
			for _, b := range fn.Blocks {
				if !l.Blocks[b] || !o.Instr.Block().Dominates(b) {
					continue
				}
				if call, failed := failure(b, o); call != nil && !l.Blocks[failed] {
					if x := e.from(failed); x != nil {
						return &exit{reason: call, ret: x.ret}
					}
				}
			}
		}
	}
	return nil
}

// atLast reports whether a deferred call does one of the operations, in whatever way.
func (e *ender) atLast(fn *ssa.Function) bool {
	return slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			d, ok := instr.(*ssa.Defer)
			if !ok {
				return false
			}
			callee := e.actors.callee(d)
			return callee != nil && (e.tries(callee) || e.exit(callee) == nil)
		})
	})
}

// failure returns a call that is made with more than the element of o, and where
// control goes from b if that has failed.
func failure(b *ssa.BasicBlock, o *Op) (*ssa.Call, *ssa.BasicBlock) {
	err, failed := errval.Test(b)
	if ex, ok := err.(*ssa.Extract); ok {
		err = ex.Tuple
	}
	call, ok := err.(*ssa.Call)
	if !ok || !o.Instr.Block().Dominates(call.Block()) {
		return nil, nil
	}
	given := slices.Clone(call.Call.Args)
	if call.Call.IsInvoke() {
		given = append(given, call.Call.Value)
	}
	if !slices.ContainsFunc(given, func(v ssa.Value) bool { return !comesFrom(v, o.Instr, 0) }) {
		return nil, nil
	}
	return call, b.Succs[failed]
}

// maxSource is how far comesFrom looks.
const maxSource = 6

// comesFrom reports whether v is computed from what an instruction yields.
func comesFrom(v ssa.Value, source ssa.Instruction, depth int) bool {
	instr, ok := v.(ssa.Instruction)
	if !ok || depth > maxSource {
		return false
	}
	if instr == source {
		return true
	}
	if local, ok := v.(*ssa.Alloc); ok {
		return slices.ContainsFunc(*local.Referrers(), func(ref ssa.Instruction) bool {
			store, ok := ref.(*ssa.Store)
			return ok && store.Addr == v && comesFrom(store.Val, source, depth+1)
		})
	}
	return slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool { return *op != nil && comesFrom(*op, source, depth+1) })
}
