package ctxleak

import (
	_ "embed"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/ending"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
)

// Source is the package's documentation, for package doc to read.
//
//go:embed doc.go
var Source string

// The rules.
var (
	cancelRule = rule.Rule{
		ID:         "ctxleak-cancel",
		Title:      "cancel function not called on some path",
		Format:     "%s returned by %s is %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	deferloopRule = rule.Rule{
		ID:         "ctxleak-deferloop",
		Title:      "deferred cancel of a context that a loop makes",
		Format:     "%s returned by %s in a loop is deferred, so no context is released before the function returns",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	watchRule = rule.Rule{
		ID:         "ctxleak-watch",
		Title:      "goroutine that cancels a context, but does not end with it",
		Format:     "this goroutine waits to cancel the context that %s made, and goes on waiting when somebody else has cancelled it",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	tickerRule = rule.Rule{
		ID:         "ctxleak-ticker",
		Title:      "ticker that nobody stops, before Go 1.23",
		Format:     "the ticker that %s starts is %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	afterRule = rule.Rule{
		ID:         "ctxleak-after",
		Title:      "time.After in a loop, before Go 1.23",
		Format:     "%s starts a timer in each iteration that stays until it fires, even if another case is ready first",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
	backgroundRule = rule.Rule{
		ID:         "ctxleak-background",
		Title:      "new background context passed on where there is one to pass on",
		Format:     "%s gets %s instead of %s, so it goes on when the caller has given up",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
	ignoredRule = rule.Rule{
		ID:         "ctxleak-ignored",
		Title:      "endless goroutine that does not look at its context",
		Format:     "the goroutine has %s, but never ends: nothing in its loop looks whether a context is done",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
)

var rules = rule.NewSet(cancelRule, deferloopRule, watchRule, tickerRule, afterRule, backgroundRule, ignoredRule)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports contexts that are not cancelled and others of their kind.
var Analyzer = &analysis.Analyzer{
	Name:       "ctxleak",
	Doc:        doc.Analyzer(Source, "ctxleak"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/ctxleak",
	Requires:   []*analysis.Analyzer{model.Analyzer},
	Flags:      rules.Flags(),
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

// subjects are the packages one of which a package imports if any rule is
// about it.
var subjects = []string{contextPath, "os/signal", timePath}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	if !slices.ContainsFunc(subjects, func(path string) bool { return imports(pass.Pkg, path) }) {
		return nil, nil
	}
	pkg := pass.ResultOf[model.Analyzer].(*model.Package)
	c := &checker{
		pass:   pass,
		makers: make(map[*ssa.Function]*maker),
		traces: make(map[*ssa.Call]*trace),
	}
	for _, f := range pkg.Funcs() {
		c.function(f.Fn)
	}
	return c.findings, nil
}

// checker looks at one package.
type checker struct {
	pass     *analysis.Pass
	endings  ending.Table
	makers   map[*ssa.Function]*maker // nil for those that are none
	traces   map[*ssa.Call]*trace
	findings []report.Finding
}

func (c *checker) report(f report.Finding) { c.findings = append(c.findings, f) }

// function checks one function.
func (c *checker) function(fn *ssa.Function) {
	old := c.beforeGo123(fn)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Call:
				if src, ok := c.source(instr); ok {
					c.cancel(src)
				}
				if old {
					c.ticker(instr)
					c.after(instr)
				}
				if rules.Enabled(backgroundRule) {
					c.background(instr)
				}
			case *ssa.Go:
				c.watch(instr)
				if rules.Enabled(ignoredRule) {
					c.ignored(instr)
				}
			}
		}
	}
}
