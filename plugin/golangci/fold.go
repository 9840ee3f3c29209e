package golangci

import (
	"fmt"
	"go/token"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// folded returns the analyzer with the traces of its diagnostics in their
// texts.
func folded(a *analysis.Analyzer) *analysis.Analyzer {
	wrapped := *a
	wrapped.Run = func(pass *analysis.Pass) (any, error) {
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) { pass.Report(fold(pass.Fset, d)) }
		return a.Run(&inner)
	}
	return &wrapped
}

// fold puts the related information into the message, a step a line: its place
// and what happens there. Files are named as seen from the diagnostic's
// directory, for golangci-lint keeps the text for other checkouts.
func fold(fset *token.FileSet, d analysis.Diagnostic) analysis.Diagnostic {
	dir := filepath.Dir(fset.Position(d.Pos).Filename)
	var b strings.Builder
	b.WriteString(d.Message)
	for _, r := range d.Related {
		pos := fset.Position(r.Pos)
		if rel, err := filepath.Rel(dir, pos.Filename); err == nil {
			pos.Filename = filepath.ToSlash(rel)
		}
		fmt.Fprintf(&b, "\n    %s: %s", pos, r.Message)
	}
	d.Message = b.String()
	d.Related = nil
	return d
}
