package waitgroup

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file asks what comes before what in a function.

// dominates reports whether b runs only after a has.
func dominates(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return before(a, b)
	}
	return a.Block().Dominates(b.Block())
}

// before reports whether a precedes b in their block.
func before(a, b ssa.Instruction) bool {
	for _, instr := range a.Block().Instrs {
		switch instr {
		case b:
			return false
		case a:
			return true
		}
	}
	return false
}

// reaches reports whether b may run after a.
func reaches(a, b ssa.Instruction) bool {
	return a.Block() == b.Block() && before(a, b) || blockReaches(a.Block().Succs, b.Block(), false)
}

// leadsTo is reaches without the next iterations of loops.
func leadsTo(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return before(a, b)
	}
	return blockReaches([]*ssa.BasicBlock{a.Block()}, b.Block(), true)
}

func blockReaches(from []*ssa.BasicBlock, to *ssa.BasicBlock, forward bool) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	work := append([]*ssa.BasicBlock(nil), from...)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == to {
			return true
		}
		if seen[b] {
			continue
		}
		seen[b] = true
		for _, succ := range b.Succs {
			if !forward || !succ.Dominates(b) {
				work = append(work, succ)
			}
		}
	}
	return false
}

// inLoop reports whether the instruction may run again.
func inLoop(instr ssa.Instruction) bool {
	return blockReaches(instr.Block().Succs, instr.Block(), false)
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Bool
}
