package interleave

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// liveness knows which values of a function can still be used at a point. What
// can't must not tell states apart, or loops would never come back to one.
type liveness struct {
	out  map[*ssa.Function][]map[ssa.Value]bool // at the end of each block
	memo map[point][]ssa.Value
}

type point struct {
	block *ssa.BasicBlock
	index int
}

func newLiveness() *liveness {
	return &liveness{make(map[*ssa.Function][]map[ssa.Value]bool), make(map[point][]ssa.Value)}
}

// at returns the live values of a frame.
func (l *liveness) at(f *frame) []ssa.Value {
	p := point{f.block, f.index}
	if vs, ok := l.memo[p]; ok {
		return vs
	}
	live := make(map[ssa.Value]bool)
	for v := range l.ends(f.fn)[f.block.Index] {
		live[v] = true
	}
	for n := len(f.block.Instrs) - 1; n >= f.index; n-- {
		through(f.block.Instrs[n], live)
	}
	var vs []ssa.Value
	for v := range live {
		vs = append(vs, v)
	}
	slices.SortFunc(vs, func(a, b ssa.Value) int {
		return cmp.Or(cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.Pos(), b.Pos()))
	})
	l.memo[p] = vs
	return vs
}

// through updates the values that are live after an instruction to those that
// are before it.
func through(instr ssa.Instruction, live map[ssa.Value]bool) {
	if v, ok := instr.(ssa.Value); ok {
		delete(live, v)
	}
	if _, ok := instr.(*ssa.Phi); ok {
		return // used at the end of the predecessors
	}
	var ops [8]*ssa.Value
	for _, op := range instr.Operands(ops[:0]) {
		use(*op, live)
	}
}

func use(v ssa.Value, live map[ssa.Value]bool) {
	switch v.(type) {
	case nil, *ssa.Const, *ssa.Function, *ssa.Global, *ssa.Builtin:
	default:
		live[v] = true
	}
}

// ends returns the values that are live at the end of each block.
func (l *liveness) ends(fn *ssa.Function) []map[ssa.Value]bool {
	if out, ok := l.out[fn]; ok {
		return out
	}
	out := make([]map[ssa.Value]bool, len(fn.Blocks))
	for n := range out {
		out[n] = make(map[ssa.Value]bool)
	}
	for changed := true; changed; {
		changed = false
		for n := len(fn.Blocks) - 1; n >= 0; n-- {
			b := fn.Blocks[n]
			live := make(map[ssa.Value]bool, len(out[n]))
			for v := range out[n] {
				live[v] = true
			}
			for m := len(b.Instrs) - 1; m >= 0; m-- {
				through(b.Instrs[m], live)
			}
			for _, pred := range b.Preds {
				for v := range live {
					changed = add(out[pred.Index], v) || changed
				}
				for e, p := range b.Preds {
					if p != pred {
						continue
					}
					for _, instr := range b.Instrs {
						phi, ok := instr.(*ssa.Phi)
						if !ok {
							break
						}
						edge := make(map[ssa.Value]bool)
						use(phi.Edges[e], edge)
						for v := range edge {
							changed = add(out[pred.Index], v) || changed
						}
					}
				}
			}
		}
	}
	l.out[fn] = out
	return out
}

func add(set map[ssa.Value]bool, v ssa.Value) bool {
	if set[v] {
		return false
	}
	set[v] = true
	return true
}
