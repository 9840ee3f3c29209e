package loopclosure

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// outlived returns the loops around s, innermost first, that may start their
// next iteration before s has run.
//
// It climbs from s to the function that contains it. At each level it looks
// at the statements that follow: where one may wait for s, the loops outside
// go on only when s is done; where one certainly jumps, the loops that it
// leaves do not go on, and what follows the levels between does not run.
func (c *checker) outlived(s spawn) []inspector.Cursor {
	var out []inspector.Cursor
	var to jump                        // where control certainly goes from here, if anywhere
	repeats := make(map[ast.Node]bool) // loops that a continue on the way may repeat
	for cur := s.cur; ; cur = cur.Parent() {
		if isListElem(cur.ParentEdgeKind()) && to.target == nil {
			joined := false
			to, joined = c.follow(s, cur, repeats)
			if joined {
				return out
			}
		}
		parent := cur.Parent()
		switch n := parent.Node().(type) {
		case *ast.FuncDecl, *ast.File, nil:
			return out
		case *ast.FuncLit:
			// The statements of a literal belong to the iteration only if
			// the literal is called on the spot, and its deferred calls
			// run at its end.
			if !calledHere(parent) || isDefer(s.cur) || c.deferredJoin(s, n) {
				return out
			}
		case *ast.ForStmt, *ast.RangeStmt:
			if k := cur.ParentEdgeKind(); k != edge.ForStmt_Body && k != edge.RangeStmt_Body {
				break
			}
			if to.target == nil || to.target == n && to.again || repeats[n] {
				out = append(out, parent)
			}
		}
		if parent.Node() == to.target {
			to = jump{}
		}
	}
}

// follow looks at the statements that follow cur in its list. It returns
// where control certainly goes after them, the zero jump if that is the end
// of the list, and whether it may wait for s on the way. It adds to repeats
// the loops that one of them may repeat.
func (c *checker) follow(s spawn, cur inspector.Cursor, repeats map[ast.Node]bool) (to jump, joined bool) {
	kind := cur.ParentEdgeKind()
	for {
		next, ok := cur.NextSibling()
		if !ok || next.ParentEdgeKind() != kind {
			return jump{}, false
		}
		cur = next
		if s.rule.ID == goRule.ID && c.mayJoin(s, cur.Node()) {
			return jump{}, true
		}
		if to, ok := c.leaves(cur); ok {
			return to, false
		}
		for b := range cur.Preorder((*ast.BranchStmt)(nil)) {
			if b.Node().(*ast.BranchStmt).Tok == token.CONTINUE {
				if t := branchTarget(b); t != nil && !contains(cur.Node(), t) {
					repeats[t] = true
				}
			}
		}
	}
}

func isListElem(k edge.Kind) bool {
	return k == edge.BlockStmt_List || k == edge.CaseClause_Body || k == edge.CommClause_Body
}

// calledHere reports whether the literal at cur is called where it stands, by
// the goroutine that evaluates it.
func calledHere(cur inspector.Cursor) bool {
	for cur.ParentEdgeKind() == edge.ParenExpr_X {
		cur = cur.Parent()
	}
	if cur.ParentEdgeKind() != edge.CallExpr_Fun {
		return false
	}
	switch cur.Parent().ParentEdgeKind() {
	case edge.GoStmt_Call, edge.DeferStmt_Call:
		return false
	}
	return true
}

func isDefer(cur inspector.Cursor) bool {
	_, ok := cur.Node().(*ast.DeferStmt)
	return ok
}

// contains reports whether n lies in outer.
func contains(outer, n ast.Node) bool { return outer.Pos() <= n.Pos() && n.End() <= outer.End() }
