// Package edit makes the text edits of suggested fixes.
package edit

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Fix returns the only fix there is.
func Fix(message string, edits ...analysis.TextEdit) []analysis.SuggestedFix {
	return []analysis.SuggestedFix{{Message: message, TextEdits: edits}}
}

// Insert returns the edit that inserts a text.
func Insert(pos token.Pos, text string) analysis.TextEdit { return Replace(pos, pos, text) }

// Replace returns the edit that replaces a part of the source.
func Replace(pos, end token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: end, NewText: []byte(text)}
}

// Statements returns the statements of a node that is a list of them.
func Statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// Line returns the text of a statement and its indentation, if it begins a line.
func Line(pass *analysis.Pass, stmt ast.Stmt) (text, indent string, ok bool) {
	src, start := source(pass, stmt.Pos())
	end := start + int(stmt.End()-stmt.Pos())
	if end > len(src) {
		return "", "", false
	}
	indent = src[strings.LastIndexByte(src[:start], '\n')+1 : start]
	if strings.Trim(indent, " \t") != "" {
		return "", "", false
	}
	return src[start:end], indent, true
}

// EndOfLine returns the end of the line of a place, or NoPos if more than a
// comment comes in between.
func EndOfLine(pass *analysis.Pass, pos token.Pos) token.Pos {
	src, start := source(pass, pos)
	rest, _, found := strings.Cut(src[start:], "\n")
	if comment := strings.TrimSpace(rest); !found || comment != "" && !strings.HasPrefix(comment, "//") {
		return token.NoPos
	}
	return pos + token.Pos(len(strings.TrimRight(rest, "\r")))
}

// source returns the text of the file, or "" if it can't be read, and where in it
// the place is.
func source(pass *analysis.Pass, pos token.Pos) (src string, offset int) {
	if pass.ReadFile == nil {
		return "", 0
	}
	file := pass.Fset.File(pos)
	b, err := pass.ReadFile(file.Name())
	offset = file.Offset(pos)
	if err != nil || offset > len(b) {
		return "", 0
	}
	return string(b), offset
}

// Lookup returns what a name means at a place, or nil.
func Lookup(pass *analysis.Pass, name string, pos token.Pos) types.Object {
	scope := pass.Pkg.Scope().Innermost(pos)
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(name, pos)
	return obj
}
