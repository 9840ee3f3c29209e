package condwait

import (
	_ "embed"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/interleave"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/internal/syncop"
)

// Source is the package's documentation, for package doc to read.
//
//go:embed doc.go
var Source string

// The rules.
var (
	signal = rule.Rule{
		ID:         "condwait-signal",
		Title:      "Cond.Wait that nobody ends",
		Format:     "%s.Wait can block for ever: %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	onceRule = rule.Rule{
		ID:         "condwait-loop",
		Title:      "Cond.Wait outside a loop",
		Format:     "%s.Wait is called outside a loop, so what it waits for may not be true when it returns",
		Severity:   rule.Warning,
		Confidence: rule.High,
	}
	bareRule = rule.Rule{
		ID:         "condwait-lock",
		Title:      "Cond.Wait without the lock",
		Format:     "%s.Wait is called by a goroutine that does not hold %s.L, which Wait unlocks",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	changeRule = rule.Rule{
		ID:         "condwait-change",
		Title:      "change of what is waited for that wakes nobody",
		Format:     "%s is what %s.Wait in %s waits for, but nobody is woken after this change",
		Severity:   rule.Warning,
		Confidence: rule.High,
	}
	lostRule = rule.Rule{
		ID:         "condwait-lost",
		Title:      "signal that a waiter can miss",
		Format:     "%s.Wait in %s can miss its signal: %s changes without the lock",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	kindsRule = rule.Rule{
		ID:         "condwait-kinds",
		Title:      "Signal of a Cond with several kinds of waiters",
		Format:     "%s.Signal wakes one waiter, perhaps one that waits for something else and goes back to sleep",
		Severity:   rule.Warning,
		Confidence: rule.Medium,
		OptIn:      true,
	}
)

var rules = rule.NewSet(signal, onceRule, bareRule, changeRule, lostRule, kindsRule)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports waits for a sync.Cond that never end.
var Analyzer = &analysis.Analyzer{
	Name:       "condwait",
	Doc:        doc.Analyzer(Source, "condwait"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/condwait",
	Requires:   []*analysis.Analyzer{interleave.Analyzer, model.Analyzer},
	Flags:      rules.Flags(),
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	if !usesConds(pass) {
		return nil, nil
	}
	found := pass.ResultOf[interleave.Analyzer].(*interleave.Findings)
	c := newChecker(pass.ResultOf[model.Analyzer].(*model.Package))
	for _, st := range found.Stuck {
		if b, ok := st.Root(); ok && b.Kind == interleave.Cond {
			c.told[b.Instr.Pos()] = true
			c.findings = append(c.findings, report.Finding{
				Rule:  signal,
				Pos:   b.Instr.Pos(),
				Args:  []any{found.Words.Operand(b.Instr), "nobody is left to signal it"},
				Trace: found.Trace(&st),
			})
		}
	}
	for _, k := range c.order {
		if k.missing() {
			continue
		}
		c.never(k)
		for _, w := range k.waits {
			c.once(k, w)
			c.bare(k, w)
		}
		c.changes(k)
		c.lost(k)
		c.missed(k)
		c.kinds(k)
	}
	return c.findings, nil
}

// usesConds reports whether the package waits for Conds.
func usesConds(pass *analysis.Pass) bool {
	for _, obj := range pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok {
			if e, ok := syncop.Lookup(fn); ok && e.Kind == syncop.CondWait {
				return true
			}
		}
	}
	return false
}

// report adds a finding at u.
func (c *checker) report(r rule.Rule, u use, args []any, trace ...report.Step) {
	c.findings = append(c.findings, report.Finding{Rule: r, Pos: u.instr.Pos(), Args: args, Trace: trace})
}

// never finds waits for a Cond that nothing in the package, which has all its
// uses, ever signals.
func (c *checker) never(k *cond) {
	if len(k.wakes) > 0 || k.open || !private(k.place) {
		return
	}
	for _, w := range k.waits {
		if !c.told[w.instr.Pos()] {
			c.told[w.instr.Pos()] = true
			c.report(signal, w, []any{w.name, "nothing ever signals it"}, report.Step{Pos: w.instr.Pos(), Text: "waits"})
		}
	}
}

// missing reports whether there is no such Cond: nothing sets the field that would
// point to it.
func (k *cond) missing() bool {
	return !k.set && k.place.Kind == place.Deref && k.place.Parent.Kind == place.Field && private(k.place)
}

// private reports whether a Cond is an unexported field or variable, so that
// other packages can not name it.
func private(p *place.Place) bool {
	for ; p != nil; p = p.Parent {
		switch p.Kind {
		case place.Field:
			return !token.IsExported(p.Name)
		case place.Global:
			return !token.IsExported(p.Name[strings.LastIndexByte(p.Name, '.')+1:])
		case place.Local:
			_, made := p.Value.(*ssa.Alloc)
			return made
		}
	}
	return false
}
