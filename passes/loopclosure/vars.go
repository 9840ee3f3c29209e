package loopclosure

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// iterVars returns the variables that the loop changes from one iteration to
// the next: those of a range clause; of a 3-clause loop those that its post
// statement assigns, and those of its init statement that its body assigns.
func (c *checker) iterVars(loop ast.Node) []*types.Var {
	var vars []*types.Var
	add := func(e ast.Expr) {
		if v := c.varOf(e); v != nil && !slices.Contains(vars, v) {
			vars = append(vars, v)
		}
	}
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		add(loop.Key)
		add(loop.Value)
	case *ast.ForStmt:
		eachAssigned(loop.Post, add)
		if init, ok := loop.Init.(*ast.AssignStmt); ok && init.Tok == token.DEFINE {
			var own []*types.Var
			for _, lhs := range init.Lhs {
				own = append(own, c.varOf(lhs))
			}
			eachAssigned(loop.Body, func(e ast.Expr) {
				if v := c.varOf(e); slices.Contains(own, v) {
					add(e)
				}
			})
		}
	}
	return vars
}

// eachAssigned calls f for every expression that a statement in n assigns to.
// Function literals are left out: nobody knows when they run.
func eachAssigned(n ast.Stmt, f func(ast.Expr)) {
	if n == nil {
		return
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				f(lhs)
			}
		case *ast.IncDecStmt:
			f(n.X)
		}
		return true
	})
}

// varOf returns the variable that e names, or nil.
func (c *checker) varOf(e ast.Expr) *types.Var {
	if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
		v, _ := c.info.ObjectOf(id).(*types.Var)
		return v
	}
	return nil
}

// root returns the variable that holds the storage that e denotes: v for v,
// v.f and v[i] as long as no pointer or slice lies between; else nil.
func (c *checker) root(e ast.Expr) *types.Var {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.Ident:
			return c.varOf(x)
		case *ast.SelectorExpr:
			sel := c.info.Selections[x]
			if sel == nil || sel.Kind() != types.FieldVal || sel.Indirect() {
				return nil
			}
			e = x.X
		case *ast.IndexExpr:
			t := c.info.TypeOf(x.X)
			if t == nil {
				return nil
			}
			if _, ok := t.Underlying().(*types.Array); !ok {
				return nil
			}
			e = x.X
		default:
			return nil
		}
	}
}
