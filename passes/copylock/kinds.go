package copylock

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// typeSwitch reports the clauses of "switch x := v.(type)" in which x is a
// copy of what the interface holds, and is used.
func (c *checker) typeSwitch(sw *ast.TypeSwitchStmt) {
	if _, ok := sw.Assign.(*ast.AssignStmt); !ok {
		return
	}
	for _, stmt := range sw.Body.List {
		clause := stmt.(*ast.CaseClause)
		v := c.info.Implicits[clause]
		if v == nil || len(clause.List) != 1 {
			continue
		}
		if p := c.locks.in(v.Type()); p != nil && c.uses(clause.Body, v) {
			c.report(interfaceRule, clause.List[0], "type switch copies lock value to "+v.Name()+": "+p.String())
		}
	}
}

func (c *checker) uses(body []ast.Stmt, v types.Object) bool {
	found := false
	for _, stmt := range body {
		ast.Inspect(stmt, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && c.info.Uses[id] == v
			return !found
		})
	}
	return found
}

// method reports the binding of a method with a value receiver that holds a
// lock, at cur. A plain call is reported only if the lock is in a type
// argument: otherwise the method's declaration is, in its own package.
func (c *checker) method(cur inspector.Cursor, sel *ast.SelectorExpr) {
	s := c.info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal || fresh(sel.X) {
		return
	}
	fn, ok := s.Obj().(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return
	}
	recv := fn.Signature().Recv().Type()
	p := c.locks.in(recv)
	if p == nil || isInterface(recv) {
		return
	}
	if up, ok := ast.Unparen(sel.X).(*ast.StarExpr); ok && fresh(up) {
		return
	}
	for cur.ParentEdgeKind() == edge.ParenExpr_X {
		cur = cur.Parent()
	}
	how := "method value"
	if cur.ParentEdgeKind() == edge.CallExpr_Fun {
		switch cur.Parent().ParentEdgeKind() {
		case edge.GoStmt_Call:
			how = "go statement with"
		case edge.DeferStmt_Call:
			how = "defer statement with"
		default:
			if c.locks.in(fn.Origin().Signature().Recv().Type()) != nil {
				return
			}
			how = "call of"
		}
	}
	c.report(methodRule, sel, how, types.ExprString(sel), p)
}

// elements reports calls that copy all elements of a slice or map.
func (c *checker) elements(call *ast.CallExpr) {
	var from ast.Expr
	switch fn := typeutil.Callee(c.info, call).(type) {
	case *types.Builtin:
		switch {
		case fn.Name() == "append" && call.Ellipsis.IsValid() && len(call.Args) == 2:
			from = call.Args[1]
		case fn.Name() == "copy" && len(call.Args) == 2:
			from = call.Args[1]
		}
	case *types.Func:
		i, ok := elementCopiers[fn.FullName()]
		if ok && i < len(call.Args) {
			from = call.Args[i]
		}
	}
	if from == nil || fresh(from) {
		return
	}
	t := c.info.TypeOf(from)
	if t == nil {
		return
	}
	u, ok := t.Underlying().(interface{ Elem() types.Type }) // slice or map
	if !ok {
		return
	}
	if p := c.locks.in(u.Elem()); p != nil {
		c.report(elementsRule, from, types.ExprString(call.Fun), types.ExprString(from), p)
	}
}

// elementCopiers are the library functions that leave the elements of one of
// their arguments, given by its index, in two places.
var elementCopiers = map[string]int{
	"slices.Clone":  0,
	"slices.Repeat": 0,
	"maps.Clone":    0,
	"maps.Copy":     1,
}

// values reports copies of an [atomic.Value], of the kinds that vet looks at.
// Unlike other locks it may be copied before its first use, and vet does not
// look at it because that is hard to tell.
func (c *checker) values() {
	for _, s := range c.sites {
		p := c.locks.in(s.typ)
		if len(p) == 0 || p[len(p)-1] != "sync/atomic.Value" || s.blank {
			continue
		}
		if s.from != nil {
			if tv, ok := c.info.Types[s.from]; !ok || !tv.IsValue() || fresh(s.from) || c.unused(s.from) {
				continue
			}
		}
		r := valueRule
		if isInterface(s.dst) {
			r = interfaceRule
		}
		c.report(r, s.node, s.message(p))
	}
}

// unused reports whether e is a local variable that nothing can have changed
// since its declaration without a value: no use of it precedes e that does
// more than copy it.
func (c *checker) unused(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.info.Uses[id].(*types.Var)
	if !ok || v.Pkg() == nil || v.Parent() == v.Pkg().Scope() {
		return false
	}
	decl, before := false, false
	for _, f := range c.pass.Files {
		if f.FileStart > id.Pos() || id.Pos() > f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for _, name := range n.Names {
					if c.info.Defs[name] == v {
						decl = len(n.Values) == 0
					}
				}
			case *ast.UnaryExpr:
				before = before || n.Op == token.AND && n.Pos() < id.Pos() && c.names(n.X, v)
			case *ast.SelectorExpr:
				before = before || n.Pos() < id.Pos() && c.names(n.X, v)
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					before = before || n.Pos() < id.Pos() && c.names(lhs, v)
				}
			}
			return true
		})
	}
	return decl && !before
}

// names reports whether e is v, or a part of it.
func (c *checker) names(e ast.Expr, v *types.Var) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return c.info.ObjectOf(x) == v
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			return false
		}
	}
}
