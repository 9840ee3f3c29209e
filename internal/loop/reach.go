package loop

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Reaches reports whether control can go from one instruction of a function to
// another, in the next iteration of a loop if need be.
func Reaches(from, to ssa.Instruction) bool {
	b := from.Block()
	if b == to.Block() && slices.Index(b.Instrs, from) < slices.Index(b.Instrs, to) {
		return true
	}
	seen := make(map[*ssa.BasicBlock]bool)
	work := slices.Clone(b.Succs)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == to.Block() {
			return true
		}
		if !seen[b] {
			seen[b] = true
			work = append(work, b.Succs...)
		}
	}
	return false
}
