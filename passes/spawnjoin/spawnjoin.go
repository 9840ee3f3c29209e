package spawnjoin

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/ending"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/internal/signal"
	"github.com/conclint/conclint/internal/spawn"
)

// Source is the package's documentation, for package doc to read.
//
//go:embed doc.go
var Source string

// The rules.
var (
	closeRule = rule.Rule{
		ID:         "spawnjoin-close",
		Title:      "endless goroutine of an object that can be closed",
		Format:     "the goroutine that runs %s never ends: %s does not stop it",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	mainRule = rule.Rule{
		ID:         "spawnjoin-main",
		Title:      "main returns without waiting for a goroutine",
		Format:     "main may return before the goroutine that runs %s has done anything: nothing waits for it",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	handlerRule = rule.Rule{
		ID:         "spawnjoin-handler",
		Title:      "goroutine that uses a request when its handler has returned",
		Format:     "%s is used by a goroutine that the handler does not wait for: when the handler has returned, %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	outliveRule = rule.Rule{
		ID:         "spawnjoin-outlive",
		Title:      "goroutine that the closing of its object does not wait for",
		Format:     "%s does not wait for the goroutine that runs %s, which works for the object",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
	someRule = rule.Rule{
		ID:         "spawnjoin-some",
		Title:      "function that waits for some of its goroutines only",
		Format:     "more goroutines send to %s when they are done than the function waits for",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
	testRule = rule.Rule{
		ID:         "spawnjoin-test",
		Title:      "endless goroutine that a test starts",
		Format:     "the goroutine that runs %s never ends, and goes on when the test is over",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
)

var rules = rule.NewSet(closeRule, mainRule, handlerRule, outliveRule, someRule, testRule)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports goroutines that outlive the one they work for.
var Analyzer = &analysis.Analyzer{
	Name:       "spawnjoin",
	Doc:        doc.Analyzer(Source, "spawnjoin"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/spawnjoin",
	Requires:   []*analysis.Analyzer{model.Analyzer},
	Flags:      rules.Flags(),
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	pkg := pass.ResultOf[model.Analyzer].(*model.Package)
	c := &checker{pass: pass, places: place.NewTable()}
	for _, f := range pkg.Funcs() {
		c.funcs = append(c.funcs, f.Fn)
		c.places.AddCells(f.Fn)
	}
	for _, fn := range c.funcs {
		sites := spawn.Sites(c.places, fn)
		for _, s := range sites {
			c.site(s)
		}
		if rules.Enabled(someRule) && len(sites) > 0 && !inTest(fn) {
			c.some(fn, sites)
		}
	}
	return c.findings, nil
}

// checker looks at one package.
type checker struct {
	pass     *analysis.Pass
	places   *place.Table
	funcs    []*ssa.Function
	table    *ending.Table // made when first needed: most packages start no goroutines
	findings []report.Finding
}

// endings knows which goroutines never end.
func (c *checker) endings() *ending.Table {
	if c.table == nil {
		c.table = &ending.Table{Signals: signal.New(c.funcs), Panics: true}
	}
	return c.table
}

func (c *checker) report(f report.Finding) { c.findings = append(c.findings, f) }

func (c *checker) site(s spawn.Site) {
	known := s.Fn != nil
	if inTest(s.Instr.Parent()) {
		if known && rules.Enabled(testRule) {
			c.test(s)
		}
		return
	}
	if known {
		c.closes(s)
	}
	c.main(s)
	c.handler(s)
}

// inTest reports whether a function is a test, or a part of one, or in a file that
// only tests use.
func inTest(fn *ssa.Function) bool { return callee.InTestFile(fn) || callee.HasTest(fn) }
