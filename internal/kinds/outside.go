package kinds

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/guards"
)

// loose returns the kinds of the objects that are not kept together: those that
// code of other packages can have, be it that it has made them, and those that are
// sent through channels or kept in variables and collections of all sorts.
func (q *query) loose() set {
	if q.seen[q.tag] {
		return q.outer
	}
	q.seen[q.tag] = true
	s := q.outer
	if q.tag.owner.Exported() {
		s = s.or(one(q.tag.zero()))
	}
	for _, st := range q.freedOf(q.tag.owner) {
		s = s.or(q.at(st.v, st.instr))
	}
	if !s.equal(q.outer) {
		q.outer, q.grown = s, true
	}
	return s
}

// freedOf returns where objects of a type are set loose.
func (t *Table) freedOf(owner *types.TypeName) []step {
	out, ok := t.freed[owner]
	if !ok {
		for _, fn := range t.fns {
			for instr := range guards.Instrs(fn) {
				for _, v := range t.released(owner, fn, instr) {
					out = append(out, step{v, instr})
				}
			}
		}
		t.freed[owner] = out
	}
	return out
}

// released returns the objects that an instruction sets loose.
func (t *Table) released(owner *types.TypeName, fn *ssa.Function, instr ssa.Instruction) []ssa.Value {
	var out []ssa.Value
	add := func(v ssa.Value) {
		if _, pointer := v.Type().Underlying().(*types.Pointer); pointer && structOf(v.Type()) == owner {
			out = append(out, v)
		}
	}
	switch instr := instr.(type) {
	case *ssa.Return:
		if fn.Parent() != nil || guards.Exported(fn) || t.graph.Captured(fn) || t.invoked(fn) {
			for _, v := range instr.Results {
				add(v)
			}
		}
	case *ssa.MakeInterface:
		add(instr.X)
	case *ssa.Send:
		add(instr.X)
	case *ssa.MapUpdate:
		add(instr.Value)
	case *ssa.Store:
		switch addr := instr.Addr.(type) {
		case *ssa.FieldAddr:
			if f := fieldVar(addr); f == nil || f.Exported() || f.Pkg() != t.pkg {
				add(instr.Val)
			}
		case *ssa.Alloc:
		default:
			add(instr.Val)
		}
	case ssa.CallInstruction:
		fn := callee.Body(instr.Common())
		if _, builtin := instr.Common().Value.(*ssa.Builtin); fn == nil && !builtin {
			for _, v := range instr.Common().Args {
				add(v)
			}
		}
	}
	return out
}

// invoked reports whether fn may be called as the method of an interface.
func (t *Table) invoked(fn *ssa.Function) bool {
	return slices.ContainsFunc(t.graph.Calls(fn), func(c guards.Call) bool { return c.Instr.Common().IsInvoke() })
}
