package copylock

import (
	"cmp"
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// generic reports where generic functions and methods that copy values of a
// type parameter get a type argument that holds a lock.
func (c *checker) generic() {
	copied := c.copiedParams()
	if len(copied) == 0 {
		return
	}
	ids := slices.SortedFunc(maps.Keys(c.info.Instances), func(a, b *ast.Ident) int { return cmp.Compare(a.Pos(), b.Pos()) })
	for _, id := range ids {
		fn, ok := c.info.Uses[id].(*types.Func)
		if !ok {
			continue
		}
		tparams := fn.Origin().Signature().TypeParams()
		c.instance(id, copied, tparams, c.info.Instances[id].TypeArgs)
	}
	for sel, s := range c.info.Selections {
		fn, ok := s.Obj().(*types.Func)
		if !ok || fn.Origin() == fn {
			continue
		}
		recv := fn.Signature().Recv().Type()
		if p, ok := types.Unalias(recv).(*types.Pointer); ok {
			recv = p.Elem()
		}
		if n, ok := types.Unalias(recv).(*types.Named); ok {
			c.instance(sel.Sel, copied, fn.Origin().Signature().RecvTypeParams(), n.TypeArgs())
		}
	}
}

// instance reports the first type argument of the generic function at id that
// holds a lock and is copied there.
func (c *checker) instance(id *ast.Ident, copied map[*types.TypeParam]bool, params *types.TypeParamList, args *types.TypeList) {
	for i := range min(params.Len(), args.Len()) {
		if !copied[params.At(i)] {
			continue
		}
		if p := c.locks.in(args.At(i)); p != nil {
			c.report(genericRule, id, id.Name, args.At(i).String(), p)
			return
		}
	}
}

// copiedParams returns the type parameters of functions and methods of the
// package of which values are copied from where others may see them: through
// a pointer, from an element or a field, or by a range clause. A parameter or
// a local variable that is passed on does not count: whether it was a copy
// is decided where it came from.
func (c *checker) copiedParams() map[*types.TypeParam]bool {
	out := make(map[*types.TypeParam]bool)
	for _, s := range c.sites {
		if s.blank || s.from == nil && !s.rangeVar || s.from != nil && !c.shared(s.from) {
			continue
		}
		for _, p := range typeParams(s.typ, 0) {
			out[p] = true
		}
	}
	return out
}

// shared reports whether e denotes memory that others may see.
func (c *checker) shared(e ast.Expr) bool {
	tv, ok := c.info.Types[ast.Unparen(e)]
	if !ok || !tv.IsValue() {
		return false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		return !fresh(e)
	case *ast.IndexExpr:
		return true
	case *ast.SelectorExpr:
		s := c.info.Selections[e]
		return s != nil && s.Kind() == types.FieldVal
	}
	return false
}
