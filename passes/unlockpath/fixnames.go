package unlockpath

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file is about what an expression means in another place.

// sameAt reports whether e means the same at pos as where it stands: it is made
// of names only, they are those of the same objects there, and none of these is
// a variable that changes.
func (x fixer) sameAt(e ast.Expr, pos token.Pos) bool {
	info := x.pass.TypesInfo
	switch e := e.(type) {
	case *ast.Ident:
		inner := x.pass.Pkg.Scope().Innermost(pos)
		if inner == nil {
			return false
		}
		_, obj := inner.LookupParent(e.Name, pos)
		return obj != nil && obj == info.Uses[e] && x.steady(obj)
	case *ast.SelectorExpr:
		s := info.Selections[e]
		if s == nil { // of a package
			return x.sameAt(e.X, pos) && x.steady(info.Uses[e.Sel])
		}
		return x.sameAt(e.X, pos) && !slices.ContainsFunc(fields(s), func(v *types.Var) bool { return !x.steady(v) })
	}
	return false
}

// fields returns the fields that a selection goes through, the embedded ones
// too.
func fields(s *types.Selection) []*types.Var {
	path := s.Index()
	if s.Kind() != types.FieldVal {
		path = path[:len(path)-1] // the method
	}
	var out []*types.Var
	t := s.Recv()
	for _, i := range path {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		v := t.Underlying().(*types.Struct).Field(i)
		out = append(out, v.Origin())
		t = v.Type()
	}
	return out
}

// steady reports whether obj is not a variable that the package assigns to
// after its declaration. A variable that refers to something could also be
// changed through its address.
func (x fixer) steady(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	if !ok {
		return obj != nil
	}
	is := func(e ast.Expr) bool { return x.variable(e) == v }
	for _, file := range x.pass.Files {
		for n := range ast.Preorder(file) {
			changes := false
			switch n := n.(type) {
			case *ast.AssignStmt:
				changes = slices.ContainsFunc(n.Lhs, is)
			case *ast.IncDecStmt:
				changes = is(n.X)
			case *ast.RangeStmt:
				changes = is(n.Key) || is(n.Value)
			case *ast.UnaryExpr:
				changes = n.Op == token.AND && refers(v) && is(n.X)
			}
			if changes {
				return false
			}
		}
	}
	return true
}

// variable returns the variable or field that e is, if its name is all that e
// has, or the last part of it.
func (x fixer) variable(e ast.Expr) *types.Var {
	var id *ast.Ident
	switch e := e.(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	case *ast.ParenExpr:
		return x.variable(e.X)
	default:
		return nil
	}
	if v, ok := x.pass.TypesInfo.Uses[id].(*types.Var); ok {
		return v.Origin()
	}
	return nil
}

// refers reports whether v is a pointer or an interface.
func refers(v *types.Var) bool {
	switch v.Type().Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return true
	}
	return false
}

func (x fixer) allPlain(list []ast.Expr) bool {
	return !slices.ContainsFunc(list, func(e ast.Expr) bool { return !x.plain(e) })
}

// plain reports whether e can be evaluated without any lock: it calls nothing
// and reads nothing that another goroutine can change.
func (x fixer) plain(e ast.Expr) bool {
	info := x.pass.TypesInfo
	if tv := info.Types[e]; tv.Value != nil || tv.IsNil() {
		return true
	}
	switch e := e.(type) {
	case *ast.Ident:
		return x.unshared(info.Uses[e])
	case *ast.SelectorExpr:
		return info.Selections[e] == nil && x.unshared(info.Uses[e.Sel])
	case *ast.ParenExpr:
		return x.plain(e.X)
	case *ast.UnaryExpr:
		return e.Op != token.ARROW && x.plain(e.X)
	case *ast.BinaryExpr:
		return x.plain(e.X) && x.plain(e.Y)
	case *ast.KeyValueExpr:
		return x.plain(e.Key) && x.plain(e.Value)
	case *ast.CompositeLit:
		return x.allPlain(e.Elts)
	}
	return false
}

// unshared reports whether no other goroutine can change what obj is: it is
// no variable, a local one that nothing else refers to, or, like an error that
// is known by name, one that never changes.
func (x fixer) unshared(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	if !ok || v.IsField() { // the key in a literal
		return true
	}
	if v.Parent() == v.Pkg().Scope() {
		return refers(v) && x.steady(v)
	}
	fn := x.f.Fn
	if syn := fn.Syntax(); v.Pos() < syn.Pos() || v.Pos() >= syn.End() {
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if a, ok := instr.(*ssa.Alloc); ok && a.Heap && a.Pos() == v.Pos() {
				return false
			}
		}
	}
	return true
}
