package loopclosure

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/conclint/conclint/internal/syncop"
)

// jump says where control goes: to the end of the target, a statement or
// function, or, if again, to its next iteration.
type jump struct {
	target ast.Node
	again  bool
}

// leaves returns where the statement at cur certainly jumps. Where its
// branches jump to different places, the result is the one that leaves least,
// which is one that repeats a loop, if any does.
func (c *checker) leaves(cur inspector.Cursor) (jump, bool) {
	switch n := cur.Node().(type) {
	case *ast.ReturnStmt:
		return functionEnd(cur), true
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(n.X).(*ast.CallExpr); ok && c.neverReturns(call) {
			return functionEnd(cur), true
		}
	case *ast.BranchStmt:
		if n.Tok == token.BREAK || n.Tok == token.CONTINUE {
			t := branchTarget(cur)
			return jump{t, n.Tok == token.CONTINUE}, t != nil
		}
		if n.Tok == token.GOTO {
			return functionEnd(cur), true // may be anywhere: in doubt, far away
		}
	case *ast.LabeledStmt:
		if child, ok := cur.LastChild(); ok {
			return c.leaves(child)
		}
	case *ast.BlockStmt:
		return c.listLeaves(cur)
	case *ast.IfStmt:
		if n.Else == nil {
			return jump{}, false
		}
		a, ok1 := c.leaves(cur.Child(n.Body))
		b, ok2 := c.leaves(cur.Child(n.Else))
		return least(a, b), ok1 && ok2
	case *ast.SelectStmt:
		if len(n.Body.List) == 0 {
			return functionEnd(cur), true
		}
		return c.clausesLeave(cur.Child(n.Body))
	case *ast.SwitchStmt:
		if hasDefault(n.Body) {
			return c.clausesLeave(cur.Child(n.Body))
		}
	case *ast.TypeSwitchStmt:
		if hasDefault(n.Body) {
			return c.clausesLeave(cur.Child(n.Body))
		}
	case *ast.ForStmt:
		if n.Cond == nil && !leftByBranch(cur) {
			return functionEnd(cur), true
		}
	}
	return jump{}, false
}

// listLeaves is leaves for the statements below cur, a block or a clause.
func (c *checker) listLeaves(cur inspector.Cursor) (jump, bool) {
	for child := range cur.Children() {
		if isListElem(child.ParentEdgeKind()) {
			if to, ok := c.leaves(child); ok {
				return to, true
			}
		}
	}
	return jump{}, false
}

// clausesLeave is leaves for the clauses of a switch or select that has one
// for every case.
func (c *checker) clausesLeave(body inspector.Cursor) (jump, bool) {
	var to jump
	for clause := range body.Children() {
		t, ok := c.listLeaves(clause)
		if !ok || t.target == body.Parent().Node() {
			return jump{}, false
		}
		to = least(to, t)
	}
	return to, to.target != nil
}

// least returns the jump that leaves less.
func least(a, b jump) jump {
	switch {
	case a.target == nil:
		return b
	case b.target == nil || a.again && !b.again:
		return a
	case b.again && !a.again || contains(a.target, b.target):
		return b
	}
	return a
}

// leftByBranch reports whether the loop at cur, or one around it, may go on
// by a break or continue inside the loop.
func leftByBranch(cur inspector.Cursor) bool {
	for b := range cur.Preorder((*ast.BranchStmt)(nil)) {
		br := b.Node().(*ast.BranchStmt)
		t := branchTarget(b)
		if br.Tok == token.GOTO || t == nil || t == cur.Node() && br.Tok == token.BREAK || !contains(cur.Node(), t) {
			return true
		}
	}
	return false
}

func hasDefault(body *ast.BlockStmt) bool {
	for _, s := range body.List {
		if cc, ok := s.(*ast.CaseClause); ok && cc.List == nil {
			return true
		}
	}
	return false
}

// functionEnd returns the jump that a return statement at cur is.
func functionEnd(cur inspector.Cursor) jump {
	for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		return jump{target: f.Node()}
	}
	return jump{}
}

// branchTarget returns the statement that the break or continue at cur
// applies to, or nil.
func branchTarget(cur inspector.Cursor) ast.Node {
	br := cur.Node().(*ast.BranchStmt)
	for e := range cur.Enclosing() {
		switch n := e.Node().(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		case *ast.LabeledStmt:
			if br.Label != nil && n.Label.Name == br.Label.Name {
				return n.Stmt
			}
		case *ast.ForStmt, *ast.RangeStmt:
			if br.Label == nil && (br.Tok == token.BREAK || br.Tok == token.CONTINUE) {
				return n
			}
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			if br.Label == nil && br.Tok == token.BREAK {
				return n
			}
		}
	}
	return nil
}

// neverReturns reports whether the call is of panic or of a function that
// ends the goroutine or the program.
func (c *checker) neverReturns(call *ast.CallExpr) bool {
	switch fn := typeutil.Callee(c.info, call).(type) {
	case *types.Builtin:
		return fn.Name() == "panic"
	case *types.Func:
		e, ok := syncop.Lookup(fn)
		return ok && (e.Kind == syncop.Unwind || e.Kind == syncop.Exit)
	}
	return false
}
