package spawnlimit

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
	"github.com/conclint/conclint/internal/syncop"
)

// Source is the package's documentation, for package doc to read.
//
//go:embed doc.go
var Source string

// The rules.
var (
	foreverRule = rule.Rule{
		ID:         "spawnlimit-forever",
		Title:      "goroutines that never end, started again and again",
		Format:     "the goroutine that runs %s never ends, and %s starts another one",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	acceptRule = rule.Rule{
		ID:         "spawnlimit-accept",
		Title:      "goroutine for each connection, however many there are",
		Format:     "each connection gets a goroutine, and nothing limits how many there are",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
	queueRule = rule.Rule{
		ID:         "spawnlimit-queue",
		Title:      "goroutine for each message of a channel, however many there are",
		Format:     "each message from %s gets a goroutine, and nothing limits how many there are",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
	eachRule = rule.Rule{
		ID:         "spawnlimit-each",
		Title:      "goroutine for each element of what a function is given",
		Format:     "each element of %s gets a goroutine, and nothing limits how many there are",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
	recursionRule = rule.Rule{
		ID:         "spawnlimit-recursion",
		Title:      "function that calls itself in new goroutines",
		Format:     "%s runs itself in new goroutines, and nothing limits how many there are",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
)

var rules = rule.NewSet(foreverRule, acceptRule, queueRule, eachRule, recursionRule)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports goroutines of which there may be any number.
var Analyzer = &analysis.Analyzer{
	Name:       "spawnlimit",
	Doc:        doc.Analyzer(Source, "spawnlimit"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/spawnlimit",
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
		if callee.InTestFile(fn) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if start, ok := instr.(ssa.CallInstruction); ok && starts(start) {
					c.start(start)
				}
			}
		}
	}
	return c.findings, nil
}

// checker looks at one package.
type checker struct {
	pass     *analysis.Pass
	places   *place.Table
	funcs    []*ssa.Function
	table    *ending.Table         // made when first needed: most packages start no goroutines
	limited  map[*place.Place]bool // groups with a limit, made when first needed;
	classes  map[string]bool       // and their classes
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

// starts reports whether an instruction starts a goroutine now: a go statement or
// the method of a group that has one for it.
func starts(c ssa.CallInstruction) bool {
	if _, ok := c.(*ssa.Go); ok {
		return true
	}
	_, ok := c.(*ssa.Call)
	return ok && callee.Effect(c.Common()).Kind == syncop.Spawn && syncop.Groups(callee.Named(c.Common()))
}

func (c *checker) start(start ssa.CallInstruction) {
	if !c.forever(start) && anyEnabled() {
		c.unlimited(start)
	}
}

func anyEnabled() bool {
	for _, r := range rules.Rules() {
		if r.OptIn && rules.Enabled(r) {
			return true
		}
	}
	return false
}
