package model

import "golang.org/x/tools/go/ssa"

// loops knows the natural loops of a function.
type loops struct {
	blocks map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool // header -> the loop's blocks
}

// findLoops finds the natural loops of fn: a back edge is one to a block that
// dominates its start. Cycles that goto makes without such a header are none.
func findLoops(fn *ssa.Function) *loops {
	l := &loops{make(map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool)}
	for _, b := range fn.Blocks {
		for _, succ := range b.Succs {
			if !succ.Dominates(b) {
				continue
			}
			body := l.blocks[succ]
			if body == nil {
				body = map[*ssa.BasicBlock]bool{succ: true}
				l.blocks[succ] = body
			}
			work := []*ssa.BasicBlock{b}
			for len(work) > 0 {
				x := work[len(work)-1]
				work = work[:len(work)-1]
				if !body[x] {
					body[x] = true
					work = append(work, x.Preds...)
				}
			}
		}
	}
	return l
}

// back reports whether the edge closes a loop.
func (l *loops) back(from, to *ssa.BasicBlock) bool { return to.Dominates(from) }

// within returns the blocks of the loop with the header.
func (l *loops) within(header *ssa.BasicBlock) map[*ssa.BasicBlock]bool { return l.blocks[header] }

// shared reports whether some loop contains both blocks.
func (l *loops) shared(a, b *ssa.BasicBlock) bool {
	for _, body := range l.blocks {
		if body[a] && body[b] {
			return true
		}
	}
	return false
}

// any reports whether some loop contains the block.
func (l *loops) any(b *ssa.BasicBlock) bool { return l.shared(b, b) }
