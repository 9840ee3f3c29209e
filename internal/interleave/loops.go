package interleave

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// leaves returns which successor of a block leads out of the innermost loop
// around it, or -1 if none or both do.
func (c *code) leaves(b *ssa.BasicBlock) int {
	if len(b.Succs) != 2 {
		return -1
	}
	if n, ok := c.exits[b]; ok {
		return n
	}
	n := -1
	if body := innermost(b); body != nil {
		c.bodies[b] = body
		in := [2]bool{body[b.Succs[0]], body[b.Succs[1]]}
		switch {
		case in[0] && !in[1]:
			n = 1
		case in[1] && !in[0]:
			n = 0
		}
		c.spawns[b] = n >= 0 && counts(b) && starting(body)
		c.gives[b] = n >= 0 && iterates(b) && c.giving(body)
		c.collects[b] = n >= 0 && iterates(b) && collecting(body)
	}
	c.exits[b] = n
	return n
}

// collecting reports whether the blocks put together what later loops go over.
func collecting(body map[*ssa.BasicBlock]bool) bool {
	for b := range body {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.MapUpdate:
				return true
			case *ssa.Call:
				if b, ok := instr.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
					return true
				}
			}
		}
	}
	return false
}

// loopTest returns the block that decides whether a loop goes round again, if b
// is the one that decides it in front of the loop, as "for range n" has it. Both
// have the same successors.
func loopTest(b *ssa.BasicBlock) *ssa.BasicBlock {
	for _, header := range b.Succs {
		for _, p := range header.Preds {
			if p != b && slices.Equal(p.Succs, b.Succs) && header.Dominates(p) && !header.Dominates(b) {
				return p
			}
		}
	}
	return b
}

// innermost returns the blocks of the smallest natural loop that contains b,
// or nil.
func innermost(b *ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	var best map[*ssa.BasicBlock]bool
	for header := b; header != nil; header = header.Idom() {
		body := map[*ssa.BasicBlock]bool{header: true}
		var work []*ssa.BasicBlock
		for _, p := range header.Preds {
			if header.Dominates(p) {
				work = append(work, p)
			}
		}
		if len(work) == 0 {
			continue
		}
		for len(work) > 0 {
			c := work[len(work)-1]
			work = work[:len(work)-1]
			if !body[c] {
				body[c] = true
				work = append(work, c.Preds...)
			}
		}
		if body[b] && (best == nil || len(body) < len(best)) {
			best = body
		}
	}
	return best
}

// counts reports whether a block ends in a comparison of numbers, as in a loop
// "for i := 0; i < n; i++".
func counts(b *ssa.BasicBlock) bool {
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	cmp, ok := cond.Cond.(*ssa.BinOp)
	return ok && isInteger(cmp.X.Type())
}

// iterates reports whether a block ends in a condition that says whether there
// is more data: a comparison of numbers, the next element of a map, or what a
// call returns.
func iterates(b *ssa.BasicBlock) bool {
	if counts(b) {
		return true
	}
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	switch v := cond.Cond.(type) {
	case *ssa.Call:
		return true
	case *ssa.Extract:
		_, next := v.Tuple.(*ssa.Next)
		return next
	}
	return false
}

// asksCallee reports whether a block ends in a condition that is what a call has
// returned, or compares that with something.
func asksCallee(b *ssa.BasicBlock) bool {
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	returned := func(v ssa.Value) bool {
		if e, ok := v.(*ssa.Extract); ok {
			v = e.Tuple
		}
		call, ok := v.(*ssa.Call)
		if !ok {
			return false
		}
		_, builtin := call.Call.Value.(*ssa.Builtin)
		return !builtin
	}
	if cmp, ok := cond.Cond.(*ssa.BinOp); ok {
		return returned(cmp.X) || returned(cmp.Y)
	}
	return returned(cond.Cond)
}

// starting reports whether the blocks start goroutines.
func starting(body map[*ssa.BasicBlock]bool) bool {
	for b := range body {
		if slices.ContainsFunc(b.Instrs, startsGoroutine) {
			return true
		}
	}
	return false
}

// giving reports whether the blocks do anything that another goroutine may wait
// for: send, close, cancel, start goroutines.
func (c *code) giving(body map[*ssa.BasicBlock]bool) bool {
	for b := range body {
		if slices.ContainsFunc(b.Instrs, c.givesInstr) {
			return true
		}
	}
	return false
}

// givesOnly reports whether a branch that begins with a block does such a thing.
func (c *code) givesOnly(branch *ssa.BasicBlock) bool { return only(branch, c.givesInstr) }

// startsOnly reports whether a branch that begins with a block starts goroutines,
// itself or by a function that it calls.
func startsOnly(branch *ssa.BasicBlock) bool { return only(branch, startsAny) }

// only reports whether an instruction of the branch that begins with a block is as
// asked.
func only(branch *ssa.BasicBlock, is func(ssa.Instruction) bool) bool {
	if len(branch.Preds) != 1 {
		return false // where the branches meet again
	}
	return slices.ContainsFunc(branch.Parent().Blocks, func(b *ssa.BasicBlock) bool {
		return branch.Dominates(b) && slices.ContainsFunc(b.Instrs, is)
	})
}

// startsAny reports whether an instruction starts goroutines, or calls a function
// that does, or one out of sight that may do so with a function that it is given:
// the table knows those that only call it.
func startsAny(instr ssa.Instruction) bool {
	if startsGoroutine(instr) {
		return true
	}
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	starts := func(fn *ssa.Function) bool {
		return slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool { return slices.ContainsFunc(b.Instrs, startsGoroutine) })
	}
	fn := call.Call.StaticCallee()
	if fn != nil && len(fn.Blocks) > 0 {
		return starts(fn)
	}
	_, known := effect(&call.Call, target{fn: fn})
	return slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		lit, ok := arg.(*ssa.MakeClosure)
		return ok && (!known || starts(lit.Fn.(*ssa.Function)))
	})
}

func (c *code) givesInstr(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Send, *ssa.Go:
		return true
	case *ssa.Select:
		return slices.ContainsFunc(instr.States, func(st *ssa.SelectState) bool { return st.Dir == types.SendOnly })
	case ssa.CallInstruction:
		common := instr.Common()
		if b, ok := common.Value.(*ssa.Builtin); ok {
			return b.Name() == "close"
		}
		fn := common.StaticCallee()
		if fn == nil {
			return false
		}
		if e, ok := effect(common, target{fn: fn}); ok {
			return e.Kind == syncop.Spawn || e.Kind == syncop.CondWake || e.Kind == syncop.Return
		}
		return c.giver(fn)
	}
	return false
}

// giver reports whether a function does anything that another goroutine may
// wait for.
func (c *code) giver(fn *ssa.Function) bool {
	if is, ok := c.givers[fn]; ok {
		return is
	}
	c.givers[fn] = false // for recursion
	is := slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool { return slices.ContainsFunc(b.Instrs, c.givesInstr) })
	c.givers[fn] = is
	return is
}
