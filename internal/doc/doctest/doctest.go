// Package doctest runs the examples of rules as tests: each WRONG one must
// yield findings of exactly its rule, each RIGHT one none.
package doctest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/conclint/conclint/internal/doc"
)

// Run checks the examples of the analyzer's rules. Every example is a package
// of its own in a temporary module. While the examples of a rule run, that
// rule is switched on and the analyzer's others are at their defaults.
func Run(t *testing.T, a *analysis.Analyzer, rules []doc.Rule) {
	t.Helper()
	examples := collect(rules)
	if len(examples) == 0 {
		return
	}
	pkgs := load(t, a, examples)
	for _, r := range rules {
		t.Run(r.ID, func(t *testing.T) {
			enable(t, a, r.ID)
			checkRule(t, a, pkgs, slices.DeleteFunc(slices.Clone(examples), func(e example) bool { return e.rule != r.ID }))
		})
	}
}

// example is one example of a rule.
type example struct {
	rule  string
	wrong bool
	n     int // from 1, among those of its kind
	code  string
}

func collect(rules []doc.Rule) []example {
	var out []example
	for _, r := range rules {
		for i, code := range r.Wrong {
			out = append(out, example{r.ID, true, i + 1, code})
		}
		for i, code := range r.Right {
			out = append(out, example{r.ID, false, i + 1, code})
		}
	}
	return out
}

// pkgPath returns the import path of the package made of the example.
func (e example) pkgPath() string {
	kind := "right"
	if e.wrong {
		kind = "wrong"
	}
	return fmt.Sprintf("example.com/%s/%s%d", e.rule, kind, e.n)
}

// checkRule runs the analyzer over the examples of one rule, all at once: an
// analyzer with facts visits their dependencies too, and those are the same.
func checkRule(t *testing.T, a *analysis.Analyzer, pkgs map[string]*packages.Package, examples []example) {
	t.Helper()
	byPkg := make(map[*packages.Package]example)
	var roots []*packages.Package
	for _, e := range examples {
		pkg := pkgs[e.pkgPath()]
		if pkg == nil {
			continue // does not parse: reported when it was written
		}
		if len(pkg.Errors) > 0 {
			t.Errorf("%s does not compile: %v\n%s", e, pkg.Errors, e.code)
			continue
		}
		byPkg[pkg] = e
		roots = append(roots, pkg)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, roots, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		e := byPkg[act.Package]
		if act.Err != nil {
			t.Errorf("%s: %v", e, act.Err)
			continue
		}
		e.compare(t, act)
	}
}

// compare checks what was found in the example.
func (e example) compare(t *testing.T, act *checker.Action) {
	t.Helper()
	for _, d := range act.Diagnostics {
		if !e.wrong || d.Category != e.rule {
			line := act.Package.Fset.Position(d.Pos).Line
			t.Errorf("%s: unwanted finding of rule %q in line %d: %s\n%s", e, d.Category, line, d.Message, e.code)
		}
	}
	if e.wrong && len(act.Diagnostics) == 0 {
		t.Errorf("%s: nothing found\n%s", e, e.code)
	}
}

// String names the example as its author knows it.
func (e example) String() string {
	kind := "RIGHT"
	if e.wrong {
		kind = "WRONG"
	}
	return fmt.Sprintf("%s example %d of %s", kind, e.n, e.rule)
}

// enable switches one rule of the analyzer on for the length of the test.
func enable(t *testing.T, a *analysis.Analyzer, rule string) {
	t.Helper()
	f := a.Flags.Lookup("rules")
	if f == nil {
		return
	}
	before := f.Value.String()
	if err := f.Value.Set(rule); err != nil {
		t.Fatalf("%s is documented but no rule of the analyzer: %v", rule, err)
	}
	t.Cleanup(func() {
		if err := f.Value.Set(before); err != nil {
			t.Error(err)
		}
	})
}

// load writes the examples into a temporary module and loads it. The result
// is keyed by import path.
func load(t *testing.T, a *analysis.Analyzer, examples []example) map[string]*packages.Package {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), goMod)
	write(t, filepath.Join(dir, "xsync", "go.mod"), xsyncMod)
	write(t, filepath.Join(dir, "xsync", "errgroup", "errgroup.go"), errgroup)
	for _, e := range examples {
		src, err := File(e.code)
		if err != nil {
			t.Errorf("%s: %v\n%s", e, err, e.code)
			continue
		}
		rel := strings.TrimPrefix(e.pkgPath(), "example.com/")
		write(t, filepath.Join(dir, filepath.FromSlash(rel), "p.go"), src)
	}
	mode := packages.LoadSyntax
	if usesFacts(a) {
		mode = packages.LoadAllSyntax
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode: mode | packages.NeedModule,
		Dir:  dir,
		Env:  append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod", "GOPROXY=off", "GO111MODULE=on"),
	}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	byPath := make(map[string]*packages.Package)
	for _, p := range pkgs {
		byPath[p.PkgPath] = p
	}
	return byPath
}

// usesFacts reports whether the analyzer or one that it requires has facts,
// for which the checker needs the dependencies' syntax.
func usesFacts(a *analysis.Analyzer) bool {
	return len(a.FactTypes) > 0 || slices.ContainsFunc(a.Requires, usesFacts)
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// The temporary module. It has a stub in the place of golang.org/x/sync, so
// that examples can use it without a download.
const (
	goMod = `module example.com

go 1.26

require golang.org/x/sync v0.0.0

replace golang.org/x/sync => ./xsync
`
	xsyncMod = `module golang.org/x/sync

go 1.26
`
	errgroup = `package errgroup

import (
	"context"
	"sync"
)

type Group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
}

func WithContext(ctx context.Context) (*Group, context.Context) { return new(Group), ctx }

func (g *Group) Go(f func() error) {
	g.wg.Go(func() {
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	})
}

func (g *Group) TryGo(f func() error) bool {
	g.Go(f)
	return true
}

func (g *Group) SetLimit(n int) {}

func (g *Group) Wait() error {
	g.wg.Wait()
	return g.err
}
`
)
