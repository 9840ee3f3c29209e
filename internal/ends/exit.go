package ends

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// ender finds ways through functions on which none of some operations happens.
type ender struct {
	actors *actors
	ops    []*Op
	memo   map[*ssa.Function]*exit
}

// exit is the end of such a way.
type exit struct {
	reason ssa.Instruction // the last select on it
	ret    ssa.Instruction
}

// exit returns a way through fn, or nil.
func (e *ender) exit(fn *ssa.Function) *exit {
	if x, ok := e.memo[fn]; ok {
		return x
	}
	e.memo[fn] = nil // a recursion that has no other end has none
	type step struct {
		block  *ssa.BasicBlock
		reason ssa.Instruction
	}
	seen := map[*ssa.BasicBlock]bool{fn.Blocks[0]: true}
	queue := []step{{fn.Blocks[0], nil}}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if e.happens(s.block) {
			continue
		}
		last := s.block.Instrs[len(s.block.Instrs)-1]
		if _, ok := last.(*ssa.Return); ok {
			x := &exit{s.reason, last}
			e.memo[fn] = x
			return x
		}
		for n, succ := range s.block.Succs {
			sel, k := selected(s.block, n)
			if sel != nil && has(e.ops, sel, k) || seen[succ] {
				continue
			}
			seen[succ] = true
			reason := s.reason
			if sel != nil {
				reason = sel
			}
			queue = append(queue, step{succ, reason})
		}
	}
	return nil
}

// happens reports whether one of the operations happens in a block, be it when
// the function returns.
func (e *ender) happens(b *ssa.BasicBlock) bool {
	for _, instr := range b.Instrs {
		if has(e.ops, instr, -1) {
			return true
		}
		call, ok := instr.(ssa.CallInstruction)
		if _, spawned := instr.(*ssa.Go); !ok || spawned {
			continue
		}
		if fn := e.actors.callee(call); fn != nil && e.exit(fn) == nil {
			return true
		}
	}
	return false
}

// selected returns the select and the case that successor n of a block follows,
// if it does.
func selected(b *ssa.BasicBlock, n int) (*ssa.Select, int) {
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || n != 0 {
		return nil, 0
	}
	cmp, ok := cond.Cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL {
		return nil, 0
	}
	ex, ok := cmp.X.(*ssa.Extract)
	if !ok || ex.Index != 0 {
		return nil, 0
	}
	sel, ok := ex.Tuple.(*ssa.Select)
	k, isConst := cmp.Y.(*ssa.Const)
	if !ok || !isConst || k.Value == nil || k.Value.Kind() != constant.Int {
		return nil, 0
	}
	return sel, int(k.Int64())
}
