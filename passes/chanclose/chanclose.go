package chanclose

import (
	_ "embed"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/interleave"
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
	send = rule.Rule{
		ID:         "chanclose-send",
		Title:      "send on a channel that may be closed",
		Format:     "this %s, which can be closed by then, and so panics",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	double = rule.Rule{
		ID:         "chanclose-double",
		Title:      "channel closed twice",
		Format:     "%s can be closed already, and closing it again panics",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	isNil = rule.Rule{
		ID:         "chanclose-nil",
		Title:      "close of a nil channel",
		Format:     "%s is nil here, and closing it panics",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	owner = rule.Rule{
		ID:         "chanclose-owner",
		Title:      "channel closed by who does not know what others do with it",
		Format:     "%s is closed here, but %s",
		Severity:   rule.Error,
		Confidence: rule.Medium,
		OptIn:      true,
	}
)

var rules = rule.NewSet(send, double, isNil, owner)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports channels that are closed too early or too often.
var Analyzer = &analysis.Analyzer{
	Name:       "chanclose",
	Doc:        doc.Analyzer(Source, "chanclose"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/chanclose",
	Requires:   []*analysis.Analyzer{interleave.Analyzer, model.Analyzer},
	Flags:      rules.Flags(),
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	if !closes(pass) {
		return nil, nil
	}
	found := pass.ResultOf[interleave.Analyzer].(*interleave.Findings)
	c := newChecker(pass.ResultOf[model.Analyzer].(*model.Package))
	for _, p := range found.Panics {
		f := report.Finding{Rule: double, Pos: p.Instr.Pos(), Args: []any{found.Words.Operand(p.Instr)}, Trace: found.TracePanic(&p)}
		_, closes := p.Instr.(ssa.CallInstruction)
		switch {
		case !closes:
			f.Rule, f.Args = send, []any{c.say(found.Words.Say(p.Instr), p.Instr)}
		case p.Nil:
			f.Rule = isNil
		}
		c.findings = append(c.findings, f)
		c.told[f.Pos] = true
	}
	for _, fn := range c.Funcs {
		c.again(fn)
	}
	for _, k := range c.order {
		c.twice(k)
		c.owners(k)
	}
	return c.findings, nil
}

// closes reports whether the package closes channels.
func closes(pass *analysis.Pass) bool {
	for _, obj := range pass.TypesInfo.Uses {
		if b, ok := obj.(*types.Builtin); ok && b.Name() == "close" {
			return true
		}
	}
	return false
}

// say returns what an operation does: words, or, if it is a select with one
// send, which channel it sends on.
func (c *checker) say(words string, instr ssa.Instruction) string {
	sel, ok := instr.(*ssa.Select)
	if !ok {
		return words
	}
	var sends []string
	for _, st := range sel.States {
		if st.Dir == types.SendOnly {
			sends = append(sends, "sends on "+c.variable(st.Chan).In(instr.Parent()))
		}
	}
	if len(sends) != 1 {
		return words
	}
	return sends[0]
}
