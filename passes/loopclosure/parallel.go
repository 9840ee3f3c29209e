package loopclosure

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// afterParallel returns the statements of a subtest's body that run in
// parallel: those after a call of Parallel on the subtest's own T. Those
// before it still run inside the iteration, and there the variable may well
// be copied.
//
// Only the outermost statements are searched for the call, and only from the
// last label on, so that no jump can go around it.
func (c *checker) afterParallel(lit *ast.FuncLit) []ast.Node {
	params := lit.Type.Params.List
	if len(params) != 1 || len(params[0].Names) != 1 {
		return nil
	}
	t := c.info.Defs[params[0].Names[0]]
	var after []ast.Node
	parallel := false
	for _, stmt := range lit.Body.List {
		for {
			labeled, ok := stmt.(*ast.LabeledStmt)
			if !ok {
				break
			}
			after, parallel = nil, false
			stmt = labeled.Stmt
		}
		if parallel {
			after = append(after, stmt)
		} else {
			parallel = t != nil && c.callsParallel(stmt, t)
		}
	}
	return after
}

// callsParallel reports whether the statement is t.Parallel().
func (c *checker) callsParallel(stmt ast.Stmt, t types.Object) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok || c.info.Uses[id] != t {
		return false
	}
	fn, _ := typeutil.Callee(c.info, call).(*types.Func)
	return isTesting(fn, "Parallel")
}

// isTesting reports whether fn is the method of that name of a type of
// package testing.
func isTesting(fn *types.Func, name string) bool {
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "testing" && fn.Name() == name && fn.Signature().Recv() != nil
}
