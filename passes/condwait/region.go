package condwait

import (
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/syncop"
)

// region is what can run after an instruction while the lock that it needs stays
// locked: up to where the function releases it.
type region struct {
	back   bool                     // the instruction itself is among it
	all    []ssa.Instruction        // in no order that means anything
	ifs    []*ssa.If                // the branches
	blocks map[*ssa.BasicBlock]bool // that are reached from their beginning
}

// after returns what runs after instr without releasing k's lock.
func (c *checker) after(k *cond, instr ssa.Instruction) region {
	r := region{blocks: make(map[*ssa.BasicBlock]bool)}
	var walk func(b *ssa.BasicBlock, from int)
	walk = func(b *ssa.BasicBlock, from int) {
		for _, i := range b.Instrs[from:] {
			r.all = append(r.all, i)
			switch i := i.(type) {
			case *ssa.Call:
				if e, ok := guards.Effect(&i.Call); ok && e.Kind == syncop.Release && k.lock(c.Places.Of(operand(&i.Call, e))) {
					return
				}
			case *ssa.If:
				r.ifs = append(r.ifs, i)
			}
			if i == instr {
				r.back = true
			}
		}
		for _, s := range b.Succs {
			if !r.blocks[s] {
				r.blocks[s] = true
				walk(s, 0)
			}
		}
	}
	b := instr.Block()
	for i, other := range b.Instrs {
		if other == instr {
			walk(b, i+1)
		}
	}
	return r
}

// operand returns the argument that an effect applies to.
func operand(call *ssa.CallCommon, e syncop.Effect) ssa.Value {
	if call.IsInvoke() {
		if e.Operand == 0 {
			return call.Value
		}
		return call.Args[e.Operand-1]
	}
	return call.Args[e.Operand]
}

// inLoop reports whether control can come back to instr.
func inLoop(instr ssa.Instruction) bool {
	b := instr.Block()
	seen := make(map[*ssa.BasicBlock]bool)
	work := []*ssa.BasicBlock{b}
	for len(work) > 0 {
		x := work[0]
		work = work[1:]
		for _, s := range x.Succs {
			if s == b {
				return true
			}
			if !seen[s] {
				seen[s] = true
				work = append(work, s)
			}
		}
	}
	return false
}
