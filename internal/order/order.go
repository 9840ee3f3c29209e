// Package order says what comes before what in a function's control flow. It
// takes calls to return; package ending knows which do not.
package order

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Index returns an instruction's index in its block.
func Index(instr ssa.Instruction) int { return slices.Index(instr.Block().Instrs, instr) }

// Precedes reports whether all paths to b lead through a: whenever b runs, a
// has.
func Precedes(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return Index(a) < Index(b)
	}
	return a.Block().Dominates(b.Block())
}

// Reaches reports whether a path leads from behind an instruction to another
// one, or to itself again, but through none of those in not.
func Reaches(from, to ssa.Instruction, not ...ssa.Instruction) bool {
	return search(from, to, not, func(_, _ *ssa.BasicBlock) bool { return true })
}

// Leads is Reaches without the next iterations of loops.
func Leads(from, to ssa.Instruction) bool {
	return search(from, to, nil, func(b, next *ssa.BasicBlock) bool { return !next.Dominates(b) })
}

// Repeats reports whether an instruction may run again.
func Repeats(instr ssa.Instruction) bool { return Reaches(instr, instr) }

// search walks from behind an instruction along the edges that it may follow.
func search(from, to ssa.Instruction, not []ssa.Instruction, follow func(b, next *ssa.BasicBlock) bool) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	var walk func(b *ssa.BasicBlock, index int) bool
	walk = func(b *ssa.BasicBlock, index int) bool {
		for _, instr := range b.Instrs[index:] {
			if instr == to {
				return true
			} else if slices.Contains(not, instr) {
				return false
			}
		}
		return slices.ContainsFunc(b.Succs, func(next *ssa.BasicBlock) bool {
			if seen[next] || !follow(b, next) {
				return false
			}
			seen[next] = true
			return walk(next, 0)
		})
	}
	return walk(from.Block(), Index(from)+1)
}
