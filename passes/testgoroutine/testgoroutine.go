package testgoroutine

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
)

// Source is the package's documentation, for package doc to read.
//
//go:embed doc.go
var Source string

// The rules.
var (
	fatal = rule.Rule{
		ID:         "testgoroutine-fatal",
		Title:      "Fatal, Skip and the like called by another goroutine than the test's",
		Format:     "%s is called %s, so it ends only %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	late = rule.Rule{
		ID:         "testgoroutine-log",
		Title:      "test log used by a goroutine that nobody waits for",
		Format:     "%s is called by a goroutine that nothing waits for, and panics if the test is over by then",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
)

var rules = rule.NewSet(fatal, late)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports goroutines that use a test in a way that only the test's own
// goroutine may, or after it is over.
var Analyzer = &analysis.Analyzer{
	Name:       "testgoroutine",
	Doc:        doc.Analyzer(Source, "testgoroutine"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/testgoroutine",
	Requires:   []*analysis.Analyzer{model.Analyzer},
	Flags:      rules.Flags(),
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	if !mayTest(pass.Pkg) {
		return nil, nil
	}
	pkg := pass.ResultOf[model.Analyzer].(*model.Package)
	c := &checker{places: place.NewTable()}
	for _, f := range pkg.Funcs() {
		c.places.AddCells(f.Fn)
		c.funcs = append(c.funcs, f.Fn)
	}
	for _, fn := range c.funcs {
		for _, s := range c.sites(fn) {
			if !c.skipped(s.instr) {
				c.fatal(s)
			}
		}
	}
	c.logs()
	return c.findings, nil
}
