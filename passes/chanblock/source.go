package chanblock

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/edit"
)

// source finds what instructions are in the source code.
type source struct{ pass *analysis.Pass }

// find returns the first node in a function's code that is as asked, and the
// nodes around it.
func find(fn *ssa.Function, is func(ast.Node) bool) (found ast.Node, around []ast.Node) {
	if root := fn.Syntax(); root != nil {
		ast.PreorderStack(root, nil, func(n ast.Node, stack []ast.Node) bool {
			if found == nil && is(n) {
				found, around = n, slices.Clone(stack)
			}
			return found == nil
		})
	}
	return found, around
}

// makeCall returns the expression that makes the channel.
func (x source) makeCall(made *ssa.MakeChan) *ast.CallExpr {
	n, _ := find(made.Parent(), func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		return ok && call.Lparen == made.Pos()
	})
	call, _ := n.(*ast.CallExpr)
	return call
}

// sendStmt returns the statement of a send, if it is one of a list.
func (x source) sendStmt(send *ssa.Send) *ast.SendStmt {
	n, around := find(send.Parent(), func(n ast.Node) bool {
		s, ok := n.(*ast.SendStmt)
		return ok && s.Arrow == send.Pos()
	})
	if n == nil {
		return nil
	}
	switch around[len(around)-1].(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		return n.(*ast.SendStmt)
	}
	return nil
}

// loop returns the loop that an instruction is in and that made is not in, if
// that is one range loop.
func (x source) loop(made *ssa.MakeChan, site ssa.Instruction) *ast.RangeStmt {
	_, around := find(site.Parent(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			return n.Go == site.Pos()
		case *ast.CallExpr:
			return n.Lparen == site.Pos()
		}
		return false
	})
	var loops []ast.Node
	for _, n := range around {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			if made.Pos() < n.Pos() {
				loops = append(loops, n)
			} else if made.Pos() < n.End() {
				loops = nil
			}
		case *ast.LabeledStmt:
			return nil // goto
		}
	}
	if len(loops) != 1 {
		return nil
	}
	loop, _ := loops[0].(*ast.RangeStmt)
	return loop
}

// object returns the variable that an expression is the name of, or nil.
func (x source) object(e ast.Expr) types.Object {
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	return x.pass.TypesInfo.ObjectOf(id)
}

// changed reports whether a function assigns to a variable after a place, or
// takes its address. What defines the variable does not count.
func (x source) changed(fn *ssa.Function, v *types.Var, after token.Pos) bool {
	is := func(e ast.Expr) bool {
		id, ok := e.(*ast.Ident)
		return ok && x.pass.TypesInfo.Uses[id] == v && e.Pos() > after
	}
	n, _ := find(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			return slices.ContainsFunc(n.Lhs, is)
		case *ast.UnaryExpr:
			return n.Op == token.AND && is(n.X)
		case *ast.RangeStmt:
			return n.Key != nil && is(n.Key) || n.Value != nil && is(n.Value)
		}
		return false
	})
	return n != nil
}

func bodyOf(fn ast.Node) *ast.BlockStmt {
	switch fn := fn.(type) {
	case *ast.FuncLit:
		return fn.Body
	case *ast.FuncDecl:
		return fn.Body
	}
	return nil
}

// isLast reports whether a statement is the last one of a function.
func (x source) isLast(fn *ssa.Function, stmt ast.Stmt) bool {
	body := bodyOf(fn.Syntax())
	return body != nil && body.List[len(body.List)-1] == stmt
}

// top returns where a statement is to be inserted to be the first one of a
// function, and its indentation.
func (x source) top(fn *ssa.Function) (pos token.Pos, indent string) {
	body := bodyOf(fn.Syntax())
	if body == nil || len(body.List) == 0 {
		return token.NoPos, ""
	}
	_, indent, ok := edit.Line(x.pass, body.List[0])
	if !ok {
		return token.NoPos, ""
	}
	return edit.EndOfLine(x.pass, body.Lbrace+1), indent
}

// afterDefinition returns where a statement is to be inserted to follow the one
// that defines the channel, and its indentation.
func (x source) afterDefinition(made *ssa.MakeChan) (pos token.Pos, indent string) {
	n, _ := find(made.Parent(), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		return ok && len(a.Rhs) == 1 && ast.Unparen(a.Rhs[0]) == ast.Expr(x.makeCall(made))
	})
	assign, ok := n.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE {
		return token.NoPos, ""
	}
	_, indent, ok = edit.Line(x.pass, assign)
	if !ok {
		return token.NoPos, ""
	}
	return edit.EndOfLine(x.pass, assign.End()), indent
}
