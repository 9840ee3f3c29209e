package render

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/swimlane"
)

// syntax is the syntax of a file, as far as it is Go.
type syntax struct {
	file   *ast.File
	tokens *token.File
}

// syntaxOf returns the syntax of a source that was read.
func (s *source) syntaxOf() *syntax {
	if s == nil {
		return nil
	}
	if s.syntax == nil {
		s.syntax = &syntax{}
		fset := token.NewFileSet()
		if f, _ := parser.ParseFile(fset, "", s.text, parser.SkipObjectResolution); f != nil { // with errors it is as good as it can be
			s.syntax.file, s.syntax.tokens = f, fset.File(f.FileStart)
		}
	}
	return s.syntax
}

// enclosing returns the nodes around a position, the outermost first.
func (r *Report) enclosing(p driver.Position) []ast.Node {
	s := r.source(p.File).syntaxOf()
	if s == nil || s.file == nil || s.tokens == nil || p.Line < 1 || p.Line > s.tokens.LineCount() {
		return nil
	}
	pos := s.tokens.LineStart(p.Line) + token.Pos(max(p.Column-1, 0))
	var path []ast.Node
	ast.Inspect(s.file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		path = append(path, n)
		return true
	})
	return path
}

// function returns the name of the function around a position: "F", "(*T).M",
// or, for a literal, "F, literal in line 12"; "" where that is not known.
func (r *Report) function(p driver.Position) string {
	name, literal := "", ""
	for _, n := range r.enclosing(p) {
		switch n := n.(type) {
		case *ast.FuncDecl:
			name = n.Name.Name
			if n.Recv != nil && len(n.Recv.List) == 1 {
				name = receiver(n.Recv.List[0].Type) + "." + name
			}
		case *ast.FuncLit:
			literal = fmt.Sprintf("literal in line %d", r.source(p.File).syntax.tokens.Line(n.Pos()))
		}
	}
	if literal != "" && name != "" {
		return name + ", " + literal
	}
	return name + literal
}

// receiver words the type of a receiver, without type parameters.
func receiver(e ast.Expr) string {
	pointer := false
	if star, ok := e.(*ast.StarExpr); ok {
		pointer, e = true, star.X
	}
	switch x := e.(type) {
	case *ast.IndexExpr:
		e = x.X
	case *ast.IndexListExpr:
		e = x.X
	}
	if pointer {
		return "(*" + types.ExprString(e) + ")"
	}
	return types.ExprString(e)
}

// cases returns the channels of the select at a position.
func (r *Report) cases(p driver.Position) []swimlane.Case {
	path := r.enclosing(p)
	if len(path) == 0 {
		return nil
	}
	sel, ok := path[len(path)-1].(*ast.SelectStmt)
	if !ok {
		return nil
	}
	var out []swimlane.Case
	for _, c := range sel.Body.List {
		comm, ok := c.(*ast.CommClause)
		if !ok {
			continue
		}
		switch s := comm.Comm.(type) {
		case *ast.SendStmt:
			out = append(out, swimlane.Case{Channel: types.ExprString(s.Chan), Send: true})
		case *ast.ExprStmt:
			out = append(out, received(s.X)...)
		case *ast.AssignStmt:
			out = append(out, received(s.Rhs[0])...)
		}
	}
	return out
}

// received returns the channel from which an expression receives.
func received(e ast.Expr) []swimlane.Case {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		return []swimlane.Case{{Channel: types.ExprString(u.X)}}
	}
	return nil
}
