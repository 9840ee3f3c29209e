package ctxleak

import "golang.org/x/tools/go/ssa"

// This file asks what comes before what in a function.

// reaches reports whether control can get from behind the instruction to
// another, or to itself again.
func (c *checker) reaches(from, to ssa.Instruction) bool {
	found := false
	c.endings.Reachable(from.Block(), index(from)+1, func(instr ssa.Instruction) { found = found || instr == to })
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
