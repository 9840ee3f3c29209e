package waitgroup

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/doc"
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
	addRule = rule.Rule{
		ID:         "waitgroup-add",
		Title:      "WaitGroup.Add called too late for the goroutine that it counts",
		Format:     "%s is called %s, so %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	doneRule = rule.Rule{
		ID:         "waitgroup-done",
		Title:      "WaitGroup.Done missing on some path, or called too often",
		Format:     "%s.Done is %s, so %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	loopRule = rule.Rule{
		ID:         "waitgroup-waitinloop",
		Title:      "Wait in the loop that starts the goroutines, all of which were counted before",
		Format:     "%s.Wait is called in the loop that starts the goroutines, so it waits for those that are not started yet",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	selfRule = rule.Rule{
		ID:         "waitgroup-self",
		Title:      "Wait called by a goroutine that the group counts",
		Format:     "%s.Wait is called by a goroutine that %[1]s counts, so it never returns",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	nowaitRule = rule.Rule{
		ID:         "waitgroup-nowait",
		Title:      "group of goroutines that nothing waits for",
		Format:     "%s counts goroutines, but nothing waits for them",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	lateRule = rule.Rule{
		ID:         "waitgroup-late",
		Title:      "WaitGroup.Add that may come while another function waits",
		Format:     "%s may be called while %s waits, and nothing keeps it from that",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
)

var rules = rule.NewSet(addRule, doneRule, loopRule, selfRule, nowaitRule, lateRule)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports groups of goroutines that are counted wrongly.
var Analyzer = &analysis.Analyzer{
	Name:       "waitgroup",
	Doc:        doc.Analyzer(Source, "waitgroup"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/waitgroup",
	Requires:   []*analysis.Analyzer{model.Analyzer},
	Flags:      rules.Flags(),
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	c := newChecker(pass.ResultOf[model.Analyzer].(*model.Package))
	for _, fn := range c.funcs {
		c.lone(fn)
		if c.summary(fn).cut {
			continue
		}
		for _, s := range c.sites(fn) {
			if !c.cut(s) {
				c.add(s)
				c.after(s)
				c.self(s)
				c.missing(s)
			}
		}
		c.waitInLoop(fn)
		c.balance(fn)
		if rules.Enabled(lateRule) {
			c.late(fn)
		}
	}
	return c.findings, nil
}
