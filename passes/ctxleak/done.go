package ctxleak

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// This file is about contexts that are done already: those need no cancelling,
// for they have let go of all that they held.

// isDone reports whether v is the channel that says that the context which the
// tracer follows, or its parent, is done.
func (t *tracer) isDone(v ssa.Value, st *state) bool {
	ctx := asks(v, "Done")
	return ctx != nil && t.isOurs(ctx, st, maxDepth)
}

// isOurs reports whether ctx may be the context that the tracer follows, or its
// parent.
func (t *tracer) isOurs(ctx ssa.Value, st *state, depth int) bool {
	if ctx == t.src.ctx || ctx == t.src.parent {
		return true
	}
	if depth == 0 {
		return false
	}
	switch v := ctx.(type) {
	case *ssa.Phi:
		for _, e := range v.Edges {
			if t.isOurs(e, st, depth-1) {
				return true
			}
		}
	case *ssa.UnOp:
		if v.Op == token.MUL && t.isVariable(v.X, st, depth) {
			return true
		}
	case *ssa.ChangeInterface:
		return t.isOurs(v.X, st, depth-1)
	}
	return t.src.parent != nil && t.same(ctx, t.src.parent, st)
}

// isVariable reports whether the variable at addr may contain the context.
func (t *tracer) isVariable(addr ssa.Value, st *state, depth int) bool {
	a, ok := addr.(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, ref := range *a.Referrers() {
		if s, ok := ref.(*ssa.Store); ok && s.Addr == addr && t.isOurs(s.Val, st, depth-1) {
			return true
		}
	}
	return false
}

// same reports whether two expressions look the same.
func (t *tracer) same(x, y ssa.Value, st *state) bool {
	var deps []ssa.Value
	return t.names.name(x, st, &deps, maxDepth) == t.names.name(y, st, &deps, maxDepth)
}

// doneIf reports whether the context is done if a is true or false: a select
// statement has taken that case, or its error is not nil.
func (t *tracer) doneIf(a atom, value bool, st *state) bool {
	if a.equal == nil {
		return false
	}
	if a.equal.Value == nil {
		ctx := asks(a.operand, "Err")
		return !value && ctx != nil && t.isOurs(ctx, st, maxDepth)
	}
	e, ok := a.operand.(*ssa.Extract)
	if !ok || !value || e.Index != 0 || a.equal.Value.Kind() != constant.Int {
		return false
	}
	sel, ok := e.Tuple.(*ssa.Select)
	if !ok {
		return false
	}
	i, exact := constant.Int64Val(a.equal.Value)
	return exact && i >= 0 && int(i) < len(sel.States) && t.isDone(sel.States[i].Chan, st)
}
