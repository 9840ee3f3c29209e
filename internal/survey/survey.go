// Package survey describes the locks and goroutines of a package to the front
// end, which draws them. It finds no fault with anything.
package survey

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/scope"
	"github.com/conclint/conclint/internal/sketch"
	"github.com/conclint/conclint/internal/syncop"
)

// Analyzer tells the front end, if it listens, a package's [sketch.Sketch].
var Analyzer = &analysis.Analyzer{
	Name:     "conclintsurvey",
	Doc:      "conclintsurvey: describe locks and goroutines for conclint's front end",
	Requires: []*analysis.Analyzer{model.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	pkg := pass.ResultOf[model.Analyzer].(*model.Package)
	if scope.Out == nil || pkg.Err() != nil { // the passes tell of errors
		return nil, nil
	}
	s := &surveyor{pass: pass, pkg: pkg}
	if err := report.Try(func() {
		s.locks()
		s.goroutines()
	}); err != nil {
		return nil, fmt.Errorf("internal error in %s: %w", pass.Analyzer.Name, err)
	}
	if out := &s.sketch; len(out.Locks)+len(out.Nestings)+len(out.Spawns)+len(out.Calls) > 0 {
		out.Normalise()
		scope.Tell(sketch.Key, out)
	}
	return nil, nil
}

// surveyor looks at one package.
type surveyor struct {
	pass   *analysis.Pass
	pkg    *model.Package
	sketch sketch.Sketch
}

// locks describes which locks the package takes, and in which order.
func (s *surveyor) locks() {
	seen := make(map[string]bool)
	for _, f := range s.pkg.Funcs() {
		for _, a := range f.Acquisitions() {
			if a.Mode != syncop.Once && !seen[a.Class] {
				seen[a.Class] = true
				s.sketch.Locks = append(s.sketch.Locks, sketch.Lock{Class: a.Class, Pos: s.declaration(a.Class)})
			}
		}
	}
	for _, e := range s.pkg.Nestings() {
		s.sketch.Nestings = append(s.sketch.Nestings, sketch.Nesting{
			From: e.From, To: e.To, Held: mode(e.FromMode), Taken: mode(e.ToMode), Gates: e.Gates,
			Func: s.fn(e.Func.Fn), Steps: e.Steps, First: s.pos(e.First.Pos), Second: s.pos(e.Event.Pos),
		})
	}
	for _, e := range s.pkg.Closing() {
		s.sketch.Nestings = append(s.sketch.Nestings, sketch.Nesting{
			From: e.From, To: e.To, Held: mode(e.FromMode), Taken: mode(e.ToMode), Gates: e.Gates,
			Func: sketch.Func{Package: e.Via[0], Name: cmp.Or(slices.Concat(e.Steps, []string{""})...)}, Steps: e.Steps,
		})
	}
}

func mode(m syncop.Mode) sketch.Mode {
	if m == syncop.Read {
		return sketch.Read
	}
	return sketch.Write
}

// declaration returns where a lock of the package is declared.
func (s *surveyor) declaration(class string) sketch.Pos {
	if name, ok := strings.CutPrefix(class, s.pass.Pkg.Path()+"."); ok {
		if l, err := model.FindLock(s.pass.Pkg, name); err == nil {
			return s.pos(l.Var.Pos())
		}
	}
	return sketch.Pos{}
}

func (s *surveyor) pos(pos token.Pos) sketch.Pos {
	if !pos.IsValid() {
		return sketch.Pos{}
	}
	p := s.pass.Fset.Position(pos)
	return sketch.Pos{File: p.Filename, Line: p.Line}
}

// fn names a function.
func (s *surveyor) fn(fn *ssa.Function) sketch.Func {
	pkg := s.pass.Pkg
	for f := fn; f != nil; f = f.Parent() {
		if obj, ok := f.Object().(*types.Func); ok && obj.Pkg() != nil {
			pkg = obj.Pkg()
		}
	}
	return sketch.Func{Package: pkg.Path(), Name: strings.TrimSuffix(fn.RelString(pkg), "$bound")}
}
