package ctxleak

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// ends reports whether an instruction never lets the next one run.
func (c *checker) ends(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Call:
		switch effect(&instr.Call).Kind {
		case syncop.Exit, syncop.Unwind:
			return true
		}
		fn := body(&instr.Call)
		return fn != nil && !c.everReturns(fn)
	case *ssa.Select:
		return instr.Blocking && len(instr.States) == 0
	}
	return false
}

// everReturns reports whether a call of fn may come back.
func (c *checker) everReturns(fn *ssa.Function) bool {
	if r, ok := c.returns[fn]; ok {
		return r
	}
	c.returns[fn] = true // for recursion: in doubt it does
	r := false
	c.reachable(fn.Blocks[0], 0, func(instr ssa.Instruction) {
		_, is := instr.(*ssa.Return)
		r = r || is
	})
	r = r || recovers(fn)
	c.returns[fn] = r
	return r
}

// recovers reports whether fn recovers from panics, so that it returns then.
func recovers(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && callsRecover(body(&d.Call)) {
				return true
			}
		}
	}
	return false
}

func callsRecover(fn *ssa.Function) bool {
	if fn == nil {
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				if f, ok := call.Call.Value.(*ssa.Builtin); ok && f.Name() == "recover" {
					return true
				}
			}
		}
	}
	return false
}

// reachable visits the instructions that may run once those of block b from
// index i on do.
func (c *checker) reachable(b *ssa.BasicBlock, i int, visit func(ssa.Instruction)) {
	seen := make(map[*ssa.BasicBlock]bool)
	var walk func(b *ssa.BasicBlock, i int)
	walk = func(b *ssa.BasicBlock, i int) {
		for _, instr := range b.Instrs[i:] {
			visit(instr)
			if c.ends(instr) {
				return
			}
		}
		for k, succ := range b.Succs {
			if !seen[succ] && !constantly(b, k) {
				seen[succ] = true
				walk(succ, 0)
			}
		}
	}
	walk(b, i)
}

// constantly reports whether the branch at the end of b never takes edge k.
func constantly(b *ssa.BasicBlock, k int) bool {
	branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	switch cond := branch.Cond.(type) {
	case *ssa.Const:
		return truth(cond) == (k == 1)
	case *ssa.Extract:
		// A loop over the ticks of a ticker never ends: nobody closes that.
		recv, ok := cond.Tuple.(*ssa.UnOp)
		return ok && recv.Op == token.ARROW && cond.Index == 1 && k == 1 && ticks(recv.X)
	}
	return false
}

// reaches reports whether control can get from behind the instruction to
// another, or to itself again.
func (c *checker) reaches(from, to ssa.Instruction) bool {
	found := false
	c.reachable(from.Block(), index(from)+1, func(instr ssa.Instruction) { found = found || instr == to })
	return found
}

// index returns an instruction's index in its block.
func index(instr ssa.Instruction) int {
	for i, x := range instr.Block().Instrs {
		if x == instr {
			return i
		}
	}
	return -1
}

// before reports whether a has run whenever b runs.
func before(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return index(a) < index(b)
	}
	return a.Block().Dominates(b.Block())
}
