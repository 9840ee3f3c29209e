// Package loop finds the natural loops of a function.
package loop

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Loop is a natural loop: the blocks that lead back to its header.
type Loop struct {
	Header *ssa.BasicBlock
	Blocks map[*ssa.BasicBlock]bool
	Ends   []*ssa.BasicBlock // from which the next iteration starts
}

// Of returns the loops of fn in the order of their headers.
func Of(fn *ssa.Function) []*Loop {
	var out []*Loop
	for _, h := range fn.Blocks {
		l := &Loop{Header: h, Blocks: map[*ssa.BasicBlock]bool{h: true}}
		for _, p := range h.Preds {
			if h.Dominates(p) {
				l.Ends = append(l.Ends, p)
				l.grow(p)
			}
		}
		if len(l.Ends) > 0 {
			out = append(out, l)
		}
	}
	return out
}

func (l *Loop) grow(b *ssa.BasicBlock) {
	if !l.Blocks[b] {
		l.Blocks[b] = true
		for _, p := range b.Preds {
			l.grow(p)
		}
	}
}

// Around returns the loops around the instruction, the smallest first.
func Around(instr ssa.Instruction) []*Loop {
	out := slices.DeleteFunc(Of(instr.Parent()), func(l *Loop) bool { return !l.Blocks[instr.Block()] })
	slices.SortStableFunc(out, func(a, b *Loop) int { return cmp.Compare(len(a.Blocks), len(b.Blocks)) })
	return out
}

// Innermost returns the smallest loop around the instruction, or nil.
func Innermost(instr ssa.Instruction) *Loop {
	if around := Around(instr); len(around) > 0 {
		return around[0]
	}
	return nil
}

// Tests returns the blocks that decide whether the loop goes round again: its header,
// or, if the loop counts and does so at its end, as "for range n" has it, the last
// block and those in front of the loop that decide whether it begins.
func (l *Loop) Tests() []*ssa.BasicBlock {
	last := l.test()
	out := []*ssa.BasicBlock{last}
	for _, p := range l.Header.Preds {
		if !l.Blocks[p] && slices.Equal(p.Succs, last.Succs) {
			out = append(out, p)
		}
	}
	return out
}

// test returns the block in the loop that decides whether it goes round again.
func (l *Loop) test() *ssa.BasicBlock {
	if len(l.Ends) != 1 {
		return l.Header
	}
	last := l.Ends[0]
	branch, ok := last.Instrs[len(last.Instrs)-1].(*ssa.If)
	if !ok {
		return l.Header
	}
	if cond, ok := branch.Cond.(*ssa.BinOp); ok && l.counter(cond.X) && !l.Blocks[last.Succs[1]] {
		return last
	}
	return l.Header
}

// counter reports whether v is what an iteration has added something to.
func (l *Loop) counter(v ssa.Value) bool {
	next, ok := v.(*ssa.BinOp)
	if !ok || next.Op != token.ADD {
		return false
	}
	phi, ok := next.X.(*ssa.Phi)
	return ok && phi.Block() == l.Header && slices.Contains(phi.Edges, v)
}

// Bound returns what a loop that counts compares its counter with, or nil if it
// does not count.
func (l *Loop) Bound() ssa.Value {
	test := l.test()
	branch, ok := test.Instrs[len(test.Instrs)-1].(*ssa.If)
	if !ok || l.Blocks[test.Succs[0]] == l.Blocks[test.Succs[1]] {
		return nil
	}
	if cond, ok := branch.Cond.(*ssa.BinOp); ok {
		switch cond.Op {
		case token.LSS, token.LEQ, token.NEQ:
			return cond.Y
		}
	}
	return nil
}

// Ranges returns the map or string over which a loop ranges, or nil.
func (l *Loop) Ranges() ssa.Value {
	branch, ok := l.Header.Instrs[len(l.Header.Instrs)-1].(*ssa.If)
	if !ok {
		return nil
	}
	if e, ok := branch.Cond.(*ssa.Extract); ok {
		if next, ok := e.Tuple.(*ssa.Next); ok {
			if r, ok := next.Iter.(*ssa.Range); ok {
				return r.X
			}
		}
	}
	return nil
}

// few is how many iterations are few.
const few = 100

// Few reports whether the loop has a number of iterations that is known and small:
// its condition compares a counter with a constant or the length of a literal.
func (l *Loop) Few() bool {
	if bound := l.Bound(); bound != nil {
		return isSmall(bound)
	}
	_, local := l.Ranges().(*ssa.MakeMap)
	return local
}

// isSmall reports whether v is a small number that is known.
func isSmall(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil || v.Value.Kind() != constant.Int {
			return false
		}
		n, exact := constant.Int64Val(v.Value)
		return exact && n <= few
	case *ssa.Call:
		if fn, ok := v.Call.Value.(*ssa.Builtin); ok && fn.Name() == "len" {
			return isLiteral(v.Call.Args[0], make(map[ssa.Value]bool))
		}
	}
	return false
}

// isLiteral reports whether v is a slice of a small array that the function
// itself has filled, or one of several such.
func isLiteral(v ssa.Value, seen map[ssa.Value]bool) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil()
	case *ssa.Phi:
		seen[v] = true
		return !slices.ContainsFunc(v.Edges, func(e ssa.Value) bool { return !seen[e] && !isLiteral(e, seen) })
	case *ssa.Slice:
		if p, ok := v.X.Type().Underlying().(*types.Pointer); ok {
			a, ok := p.Elem().Underlying().(*types.Array)
			return ok && a.Len() <= few
		}
	}
	return false
}
