package copylock

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/copylock"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
)

// Source is the text of doc.go, which explains the rules.
//
//go:embed doc.go
var Source string

// Rules are the analyzer's rules.
var Rules = []rule.Rule{valueRule, interfaceRule, sendRule, methodRule, elementsRule, genericRule}

// The messages of valueRule and interfaceRule are vet's where vet found the
// copy.
var (
	valueRule = rule.Rule{
		ID:         "copylock-value",
		Title:      "copy of a value that holds a lock",
		Format:     "%s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	interfaceRule = rule.Rule{
		ID:         "copylock-interface",
		Title:      "value that holds a lock stored in an interface or taken out of one",
		Format:     "%s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	sendRule = rule.Rule{
		ID:         "copylock-send",
		Title:      "value that holds a lock sent on a channel",
		Format:     "send copies lock value to channel %s: %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	methodRule = rule.Rule{
		ID:         "copylock-method",
		Title:      "method with a value receiver bound to a value that holds a lock",
		Format:     "%s %s copies lock value of its receiver: %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	elementsRule = rule.Rule{
		ID:         "copylock-elements",
		Title:      "elements that hold locks copied all at once",
		Format:     "call of %s copies lock values of the elements of %s: %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	genericRule = rule.Rule{
		ID:         "copylock-generic",
		Title:      "generic code that copies values instantiated with a type that holds a lock",
		Format:     "%s copies lock values with type argument %s: %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
)

var rules = rule.NewSet(Rules...)

// Analyzer finds copies of locks and of values that hold one.
var Analyzer = &analysis.Analyzer{
	Name:             "copylock",
	Doc:              doc.Analyzer(Source, "copylock"),
	URL:              "https://pkg.go.dev/github.com/conclint/conclint/passes/copylock",
	Flags:            rules.Flags(),
	Requires:         []*analysis.Analyzer{inspect.Analyzer},
	RunDespiteErrors: true,
	Run:              report.Run(rules, run),
	ResultType:       report.ResultType,
}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	var vets []analysis.Diagnostic
	vet := *pass
	vet.Report = func(d analysis.Diagnostic) { vets = append(vets, d) }
	if _, err := copylock.Analyzer.Run(&vet); err != nil {
		return nil, err
	}

	c := &checker{pass: pass, info: pass.TypesInfo, locks: make(locks)}
	for cur := range pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root().Preorder(copiers...) {
		c.visit(cur)
	}
	c.vet(vets)
	c.values()
	c.generic()
	return c.findings, nil
}

// checker looks at one package.
type checker struct {
	pass     *analysis.Pass
	info     *types.Info
	locks    locks
	sites    []site
	findings []report.Finding
}

// report adds a finding at n.
func (c *checker) report(r rule.Rule, n analysis.Range, args ...any) {
	c.findings = append(c.findings, report.Finding{Rule: r, Pos: n.Pos(), End: n.End(), Args: args})
}
