package chanblock

import (
	_ "embed"
	"errors"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/ends"
	"github.com/conclint/conclint/internal/interleave"
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
		ID:         "chanblock-send",
		Title:      "send that can block for ever",
		Format:     "%s can block for ever: nobody is left to %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	recv = rule.Rule{
		ID:         "chanblock-recv",
		Title:      "receive that can block for ever",
		Format:     "receiving from %s can block for ever: nobody is left to send or to close it",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	ranges = rule.Rule{
		ID:         "chanblock-range",
		Title:      "range over a channel that nobody closes",
		Format:     "ranging over %s can block for ever: nobody closes it",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	selects = rule.Rule{
		ID:         "chanblock-select",
		Title:      "select of which no case can go on any more",
		Format:     "this %s can block for ever: nobody is left for any of its cases",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	isNil = rule.Rule{
		ID:         "chanblock-nil",
		Title:      "send or receive on a nil channel",
		Format:     "%s is nil, so this blocks for ever",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	self = rule.Rule{
		ID:         "chanblock-self",
		Title:      "both ends of a channel in one goroutine",
		Format:     "this blocks for ever: only the goroutine itself could be at the other end of %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
)

var rules = rule.NewSet(send, recv, ranges, selects, isNil, self)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports goroutines that can block on a channel for ever.
var Analyzer = &analysis.Analyzer{
	Name:       "chanblock",
	Doc:        doc.Analyzer(Source, "chanblock"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/chanblock",
	Requires:   []*analysis.Analyzer{interleave.Analyzer, ends.Analyzer},
	Flags:      rules.Flags(),
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	found := pass.ResultOf[interleave.Analyzer].(*interleave.Findings)
	var out []report.Finding
	fixer := fixer{source{pass}, make(map[*ssa.MakeChan]bool)}
	for _, st := range found.Stuck {
		if b, ok := st.Root(); ok && b.OnChannel() && !forEver(b) {
			rule := which(&st, b)
			out = append(out, report.Finding{
				Rule:  rule,
				Pos:   b.Instr.Pos(),
				Args:  args(rule, found.Words.Operand(b.Instr), b.Semaphore),
				Trace: found.Trace(&st),
				Fixes: fixer.fixes(&st, b),
			})
		}
	}
	explored := make(map[ssa.Instruction]bool)
	for _, st := range found.Stuck {
		for _, b := range st.Blocked {
			explored[b.Instr] = true
		}
	}
	both := pass.ResultOf[ends.Analyzer].(*ends.Findings)
	for _, l := range both.Lonely {
		if !explored[l.Op.Instr] {
			out = append(out, lonely(both, l))
		}
	}
	return out, errors.Join(found.Err, both.Err)
}

// args returns the arguments of a rule's message about the channel, or the
// semaphore, called name.
func args(which rule.Rule, name string, semaphore bool) []any {
	switch {
	case which == send && semaphore:
		return []any{"acquiring " + name, "release it"}
	case which == send:
		return []any{"sending on " + name, "receive"}
	}
	return []any{name}
}

// forEver reports whether an operation is meant to block: nobody else can have
// a channel that is made in the very expression that receives from it, and a
// select without cases keeps a program going, unless it is a goroutine's.
func forEver(b *interleave.Blocked) bool {
	if sel, ok := b.Instr.(*ssa.Select); ok {
		return len(sel.States) == 0 && b.Spawned == nil
	}
	op, ok := b.Instr.(*ssa.UnOp)
	if !ok {
		return false
	}
	ch := op.X
	if conv, ok := ch.(*ssa.ChangeType); ok {
		ch = conv.X
	}
	mk, ok := ch.(*ssa.MakeChan)
	return ok && len(*mk.Referrers()) == 1
}

// which returns the rule that says best why b is stuck.
func which(st *interleave.Stuck, b *interleave.Blocked) rule.Rule {
	switch {
	case b.Kind == interleave.Select:
		return selects
	case b.Made[0] == nil:
		return isNil
	case b.Alone:
		return self
	case b.Kind == interleave.Send:
		return send
	}
	if op, ok := b.Instr.(*ssa.UnOp); ok && op.CommaOk && isRange(op) {
		return ranges
	}
	return recv
}

// isRange reports whether a receive is that of a range loop, whose position is
// that of its for.
func isRange(op *ssa.UnOp) bool { return op.Block().Comment == "rangechan.loop" }
