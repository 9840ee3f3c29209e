package kinds

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
)

// branches returns those of the kinds in s that v can have when control comes to
// instr, by what the conditions on the ways there say of its tag.
func (q *query) branches(v ssa.Value, s set, instr ssa.Instruction) set {
	start := instr.Parent().Blocks[0]
	if def, ok := v.(ssa.Instruction); ok {
		start = def.Block()
		if start.Parent() != instr.Parent() {
			return s
		}
	}
	in := map[*ssa.BasicBlock]set{start: s}
	work := []*ssa.BasicBlock{start}
	for len(work) > 0 {
		b := work[0]
		work = work[1:]
		for i, succ := range b.Succs {
			next := q.edge(v, b, i, in[b])
			if old, ok := in[succ]; next.empty() || ok && old.or(next).equal(old) {
				continue
			}
			in[succ] = in[succ].or(next)
			work = append(work, succ)
		}
	}
	out := in[instr.Block()]
	// What the function itself has set it to.
	for _, ref := range *v.Referrers() {
		if fa, ok := ref.(*ssa.FieldAddr); ok && fa.Field == q.tag.index {
			for _, st := range stores(fa) {
				if order.Precedes(st, instr) {
					out = q.constants(st.Val)
				}
			}
		}
	}
	return out
}

// edge returns those of the kinds in s with which control goes from b to its i-th
// successor.
func (q *query) edge(v ssa.Value, b *ssa.BasicBlock, i int, s set) set {
	branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return s
	}
	cond, value := branch.Cond, i == 0
	for {
		not, ok := cond.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			break
		}
		cond, value = not.X, !value
	}
	if q.isTagOf(cond, v) {
		return s.and(one(map[bool]string{true: "true", false: "false"}[value]))
	}
	cmp, ok := cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return s
	}
	x, y := cmp.X, cmp.Y
	if _, first := x.(*ssa.Const); first {
		x, y = y, x
	}
	c, ok := y.(*ssa.Const)
	if !ok || !q.isTagOf(x, v) {
		return s
	}
	if value != (cmp.Op == token.EQL) {
		return s.and(one(constant(c)).not())
	}
	return s.and(one(constant(c)))
}

// isTagOf reports whether x is the value of v's tag.
func (q *query) isTagOf(x, v ssa.Value) bool {
	load, ok := x.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	return ok && fa.Field == q.tag.index && q.value(fa.X) == v
}
