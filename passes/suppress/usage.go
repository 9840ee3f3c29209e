package suppress

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/scope"
	"github.com/conclint/conclint/internal/suppress"
)

// usage knows what the other analyzers found in a package.
type usage struct {
	*checker
	pass *analysis.Pass

	asked, partly bool // whether partial has an answer, and it
}

// useless reports whether the name in a directive surely suppresses nothing.
func (u *usage) useless(d *suppress.Directive, name string) bool {
	var ran []string
	for _, a := range u.others {
		out := u.pass.ResultOf[a].(*report.Outcome)
		if out.Used(d, name) {
			return false
		}
		ran = append(ran, out.Ran()...)
	}
	if u.model && u.pass.ResultOf[model.Analyzer].(*model.Package).Quiets(d, name) {
		return false // perhaps in a package that imports this one
	}
	for _, n := range u.known(name) {
		for _, r := range n.Rules {
			if !slices.Contains(ran, r) {
				return false
			}
		}
	}
	return len(ran) > 0 && !u.partial()
}

// partial reports whether the package has tests that are not there in this pass,
// but are in another one whose opinion counts as much.
func (u *usage) partial() bool {
	if u.asked {
		return u.partly
	}
	u.asked, u.partly = true, false
	if scope.Merges() || len(u.pass.Files) == 0 {
		return false
	}
	for _, f := range u.pass.Files {
		if strings.HasSuffix(u.pass.Fset.PositionFor(f.Package, false).Filename, "_test.go") {
			return false
		}
	}
	dir := filepath.Dir(u.pass.Fset.PositionFor(u.pass.Files[0].Package, false).Filename)
	tests, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err == nil {
		u.partly = slices.ContainsFunc(tests, func(name string) bool { return packageName(name) == u.pass.Pkg.Name() })
	}
	return u.partly
}

// packageName returns the name in the package clause of a file, or "".
func packageName(file string) string {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly)
	if err != nil {
		return ""
	}
	return f.Name.Name
}
