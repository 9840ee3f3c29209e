package lockorder

import (
	"go/token"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
)

// order is what people wrote down about which lock comes first.
type order struct {
	pass *analysis.Pass
	pkg  *model.Package
	model.Order
}

func declaredOrder(pass *analysis.Pass, pkg *model.Package) order {
	return order{pass, pkg, model.NewOrder(pkg.Declared())}
}

// forbids returns the declarations that e is against, or nil.
func (o order) forbids(e *model.Edge) []model.Declared { return o.Path(e.To, e.From) }

// against finds locks that are taken against a declared order, and comments that
// declare none.
func (o order) against() []report.Finding {
	var out []report.Finding
	for _, u := range o.pkg.Undeclared() {
		out = append(out, report.Finding{Rule: declared, Pos: u.Pos, Args: []any{"this declares no order of locks", u.Why}})
	}
	seen := make(map[[2]string]bool)
	for _, e := range o.pkg.Nestings() {
		if path := o.forbids(e); path != nil {
			seen[[2]string{e.From, e.To}] = true
			f := o.finding(e, path)
			f.Pos = e.Event.Pos
			f.Trace = slices.Concat(acquisition(e.Func, e.First), steps(e.Event), f.Trace)
			out = append(out, f)
		}
	}
	for _, e := range o.pkg.Edges() {
		if e.Event != nil || seen[[2]string{e.From, e.To}] || e.Silenced("lockorder", declared.ID) {
			continue
		}
		path := o.forbids(e)
		if path == nil || knows(e, path) {
			continue
		}
		seen[[2]string{e.From, e.To}] = true
		f := o.finding(e, path)
		f.Trace = append([]report.Step{{Text: way(e)}}, f.Trace...)
		if f.Pos = path[0].Pos; !f.Pos.IsValid() {
			f.Pos = importOf(o.pass, e.Via[0])
		}
		if f.Pos.IsValid() {
			out = append(out, f)
		}
	}
	return out
}

// finding words an acquisition against a declared order; it has no position yet.
func (o order) finding(e *model.Edge, path []model.Declared) report.Finding {
	f := report.Finding{Rule: declared, Args: []any{
		place.ShortClass(e.To) + " is locked while " + place.ShortClass(e.From) + " is held",
		"against the declared order " + model.Chain(path),
	}}
	for _, d := range path {
		text := model.Chain([]model.Declared{d}) + " is declared"
		if !d.Pos.IsValid() {
			text += " in package " + d.Via[0] + ", or in one that it imports"
		}
		f.Trace = append(f.Trace, report.Step{Pos: d.Pos, Text: text})
	}
	return f
}

// knows reports whether an imported package has both the edge and the
// declarations, and so has reported the edge.
func knows(e *model.Edge, path []model.Declared) bool {
	return slices.ContainsFunc(e.Via, func(via string) bool {
		return !slices.ContainsFunc(path, func(d model.Declared) bool { return !slices.Contains(d.Via, via) })
	})
}

// importOf returns the position of the import of a package, if there is one.
func importOf(pass *analysis.Pass, path string) token.Pos {
	for _, f := range pass.Files {
		for _, spec := range f.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil && p == path {
				return spec.Pos()
			}
		}
	}
	return token.NoPos
}
