package spawnjoin

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/spawn"
)

// what returns the name of what a goroutine runs, for people.
func what(s spawn.Site) string {
	if s.Fn != nil {
		return nameOf(s.Fn)
	}
	if fn := callee.Named(s.Instr.Common()); fn != nil {
		return fn.Name()
	}
	return "a function"
}

// nameOf returns a function's name for people.
func nameOf(fn *ssa.Function) string {
	if fn.Parent() != nil {
		return "this literal"
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return methodName(obj)
	}
	return fn.Name()
}

// methodName returns a function's name as people write it in its package: "F",
// "(*T).M".
func methodName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := recv.Type()
	star := ""
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	name := types.TypeString(t, nil)
	if n, ok := types.Unalias(t).(*types.Named); ok {
		name = n.Obj().Name()
	}
	if star != "" {
		name = "(" + star + name + ")"
	}
	return name + "." + fn.Name()
}

// end returns where a function's source ends.
func end(fn *ssa.Function) token.Pos {
	if syn := fn.Syntax(); syn != nil {
		return syn.End() - 1
	}
	return fn.Pos()
}

// variable returns the name of the variable that a channel is assigned to where it
// is made.
func variable(mc *ssa.MakeChan) string {
	name := "a channel"
	syn := mc.Parent().Syntax()
	if syn == nil {
		return name
	}
	ast.Inspect(syn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, e := range n.Rhs {
				if call, ok := e.(*ast.CallExpr); ok && call.Lparen == mc.Pos() && i < len(n.Lhs) {
					name = types.ExprString(n.Lhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, e := range n.Values {
				if call, ok := e.(*ast.CallExpr); ok && call.Lparen == mc.Pos() {
					name = n.Names[i].Name
				}
			}
		}
		return true
	})
	return name
}
