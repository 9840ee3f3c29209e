package report_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/internal/suppress"
)

var (
	one  = rule.Rule{ID: "some-one", Format: "one %s"}
	two  = rule.Rule{ID: "some-two", Format: "two %s", OptIn: true}
	some = rule.NewSet(one, two)
)

// pass returns a pass over a file, whose diagnostics go to messages.
func pass(t *testing.T, src string, messages *[]string) *analysis.Pass {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return &analysis.Pass{
		Analyzer: &analysis.Analyzer{Name: "some"},
		Fset:     fset,
		Files:    []*ast.File{f},
		Report:   func(d analysis.Diagnostic) { *messages = append(*messages, d.Message) },
	}
}

func TestRunErrors(t *testing.T) {
	var messages []string
	p := pass(t, "package p\n", &messages)
	run := func(find func(*analysis.Pass) ([]report.Finding, error)) (any, error) {
		return report.Run(some, find)(p)
	}
	out, err := run(func(*analysis.Pass) ([]report.Finding, error) { return nil, nil })
	if err != nil || !slices.Equal(out.(*report.Outcome).Ran(), []string{"some-one"}) {
		t.Errorf("got %v, %v from a run that finds nothing", out, err)
	}
	failure := errors.New("failure")
	_, err = run(func(p *analysis.Pass) ([]report.Finding, error) {
		return []report.Finding{{Rule: one, Pos: p.Files[0].Package, Args: []any{"x"}}}, failure
	})
	if err != failure || !slices.Equal(messages, []string{"one x (some-one)"}) {
		t.Errorf("error %v, findings %q, want %v and what was found before it", err, messages, failure)
	}
	_, err = run(func(*analysis.Pass) ([]report.Finding, error) {
		var s []report.Finding
		return s[len(s):][:1], nil
	})
	if err == nil || !strings.Contains(err.Error(), "internal error in some: ") || !strings.Contains(err.Error(), "out of range") {
		t.Errorf("error %v of a run that panics", err)
	}
}

func TestRunSuppresses(t *testing.T) {
	const src = `package p

var (
	a = 1 //nolint:some // why
	b = 2 //nolint:some-one // why
	c = 3 //nolint:some-two // why
	d = 4 //nolint:other // why
	e = 5
	f = 6
	g = 7
)
`
	var messages []string
	p := pass(t, src, &messages)
	at := func(name string) token.Pos { return p.Files[0].FileStart + token.Pos(strings.Index(src, name+" =")) }
	found := func(r rule.Rule, what string, trace ...report.Step) report.Finding {
		return report.Finding{Rule: r, Pos: at(what), Args: []any{what}, Trace: trace}
	}
	step := func(goroutine int, what string) report.Step {
		return report.Step{Goroutine: goroutine, Pos: at(what), Text: what}
	}
	out, err := report.Run(some, func(*analysis.Pass) ([]report.Finding, error) {
		return []report.Finding{
			found(one, "c"), found(one, "b"), found(one, "a"), found(two, "c"),
			found(one, "d", step(0, "b"), step(0, "d")), // passes there, but ends elsewhere
			found(one, "e", step(0, "a")),               // ends there, but another way does not
			found(one, "e"),
			found(one, "e", step(0, "e")),                                           // the same again
			found(one, "f", step(1, "d"), step(1, "b"), step(2, "d")),               // one goroutine ends there
			found(one, "g", step(0, "a"), report.Step{Quiet: []string{"some-one"}}), // in another package
		}, nil
	})(p)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"one c (some-one)", "one d (some-one)", "one e (some-one)"}; !slices.Equal(messages, want) {
		t.Errorf("reported %q, want %q", messages, want)
	}
	var used []string
	for _, d := range suppress.Parse(p.Fset, p.Files).All() {
		if out.(*report.Outcome).Used(d, d.Names[0]) {
			used = append(used, d.Names[0])
		}
	}
	if want := []string{"some", "some-one", "some-two"}; !slices.Equal(used, want) {
		t.Errorf("used are %q, want %q", used, want)
	}
}
