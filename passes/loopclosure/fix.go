package loopclosure

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/conclint/conclint/internal/edit"
)

// fixSite is a list of statements, by its first position, and a variable.
type fixSite struct {
	list token.Pos
	v    *types.Var
}

// copyFix returns the fix that copies v in front of the statement that
// captures it. There is none where the copy would change more than what s
// sees: where v is a package variable, or the body assigns to it or takes its
// address. One copy serves all
// that follows it in the same list, so only the first spawn there has a fix.
func (c *checker) copyFix(s spawn, loop inspector.Cursor, v *types.Var) []analysis.SuggestedFix {
	stmt := s.cur
	for !isListElem(stmt.ParentEdgeKind()) {
		stmt = stmt.Parent()
		if stmt == loop || stmt.Node() == nil {
			return nil
		}
	}
	if v.Parent() == v.Pkg().Scope() || c.changesInBody(loop.Node(), v) {
		return nil
	}
	site := fixSite{stmt.Parent().Node().Pos(), v}
	if c.fixed[site] {
		return nil
	}
	if c.fixed == nil {
		c.fixed = make(map[fixSite]bool)
	}
	c.fixed[site] = true
	return edit.Fix("copy "+v.Name()+" for each iteration", edit.Insert(stmt.Node().Pos(), v.Name()+" := "+v.Name()+"\n"))
}

// changesInBody reports whether the loop's body assigns to v, in function
// literals too, or takes its address.
func (c *checker) changesInBody(loop ast.Node, v *types.Var) bool {
	var body *ast.BlockStmt
	switch loop := loop.(type) {
	case *ast.ForStmt:
		body = loop.Body
	case *ast.RangeStmt:
		body = loop.Body
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				found = found || c.root(lhs) == v
			}
		case *ast.IncDecStmt:
			found = found || c.root(n.X) == v
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && c.root(n.X) == v
		case *ast.SelectorExpr:
			found = found || c.takesAddress(n, v)
		case *ast.RangeStmt:
			found = found || n.Key != nil && c.root(n.Key) == v || n.Value != nil && c.root(n.Value) == v
		}
		return !found
	})
	return found
}
