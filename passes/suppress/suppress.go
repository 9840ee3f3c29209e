package suppress

import (
	_ "embed"
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/internal/suppress"
)

// Source is the package's documentation, for package doc to read.
//
//go:embed doc.go
var Source string

// The rules.
var (
	reasonRule = rule.Rule{
		ID:         "suppress-reason",
		Title:      "finding suppressed without a reason",
		Format:     "%s gives no reason%s",
		Severity:   rule.Warning,
		Confidence: rule.High,
	}
	unusedRule = rule.Rule{
		ID:         "suppress-unused",
		Title:      "suppression of what is not found any more",
		Format:     "%s suppresses nothing",
		Severity:   rule.Warning,
		Confidence: rule.High,
		Unanimous:  true,
	}
)

var rules = rule.NewSet(reasonRule, unusedRule)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer checks suppressions that name conclint. For those that name one of
// its analyzers or rules it has to know them: see [New].
var Analyzer = New(nil)

// Name is a name that a suppression of ours can have.
type Name struct {
	Name string

	// Rules are those that have to be switched on for telling that a
	// suppression of this name suppresses nothing.
	Rules []string

	// Plain says that the name is meant only when it is written out, not
	// by wildcards: other linters have the like.
	Plain bool
}

// New returns the analyzer that checks suppressions with the given names. It
// tells those that suppress nothing by what the other analyzers find, which
// therefore run before it.
func New(names []Name, others ...*analysis.Analyzer) *analysis.Analyzer {
	c := &checker{names: names, others: others}
	a := &analysis.Analyzer{
		Name:       "suppress",
		Doc:        doc.Analyzer(Source, "suppress"),
		URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/suppress",
		Requires:   slices.Clone(others),
		Flags:      rules.Flags(),
		Run:        report.Run(rules, c.run),
		ResultType: report.ResultType,
	}
	if c.model = slices.ContainsFunc(others, usesModel); c.model {
		a.Requires = append(a.Requires, model.Analyzer)
	}
	return a
}

func usesModel(a *analysis.Analyzer) bool {
	return a == model.Analyzer || slices.ContainsFunc(a.Requires, usesModel)
}

// checker checks the suppressions of packages.
type checker struct {
	names  []Name
	others []*analysis.Analyzer
	model  bool
}

func (c *checker) run(pass *analysis.Pass) ([]report.Finding, error) {
	var out []report.Finding
	u := &usage{checker: c, pass: pass}
	for _, d := range suppress.Parse(pass.Fset, pass.Files).All() {
		ours := slices.DeleteFunc(slices.Clone(d.Names), func(name string) bool {
			return d.Foreign(name) || len(c.known(name)) == 0
		})
		if len(ours) == 0 || generated(pass, d) {
			continue
		}
		found := func(r rule.Rule, args ...any) {
			out = append(out, report.Finding{Rule: r, Pos: d.Pos, End: d.End, Args: args})
		}
		if d.Reason == "" {
			hint := ", without which it suppresses nothing"
			if d.Working() {
				hint = ": add // and why"
			}
			found(reasonRule, d.Says(strings.Join(ours, ",")), hint)
		}
		if !d.Working() {
			continue
		}
		for _, name := range ours {
			if u.useless(d, name) {
				found(unusedRule, d.Says(name))
			}
		}
	}
	return out, nil
}

// known returns the names that a name in a suppression stands for.
func (c *checker) known(name string) []Name {
	var out []Name
	wild := strings.IndexAny(name, `*?[\`)
	for _, n := range c.names {
		if strings.EqualFold(n.Name, name) || wild > 0 && !n.Plain && suppress.Covers(name, n.Name, n.Name) {
			out = append(out, n)
		}
	}
	if name == suppress.Us && len(out) == 0 {
		out = append(out, Name{Name: name})
	}
	return out
}

// generated reports whether the directive is in a generated file, where nobody
// can do anything about it.
func generated(pass *analysis.Pass, d *suppress.Directive) bool {
	return slices.ContainsFunc(pass.Files, func(f *ast.File) bool {
		return f.FileStart <= d.Pos && d.Pos < f.FileEnd && ast.IsGenerated(f)
	})
}
