package ctxleak

import (
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/report"
)

// piles reports deferred calls that a loop makes more and more of.
func (c *checker) piles(src source, t *trace, name string) {
	for _, d := range t.piles[:min(1, len(t.piles))] {
		if c.fewTimes(src.call, d) || callee.HasTest(d.Parent()) {
			continue
		}
		c.report(report.Finding{
			Rule: deferloopRule,
			Pos:  d.Pos(),
			Args: []any{name, src.name()},
			Trace: []report.Step{
				{Pos: src.call.Pos(), Text: src.name() + " makes a context in each iteration"},
				{Pos: d.Pos(), Text: "this call waits for the end of the function"},
			},
		})
	}
}

// fewTimes reports whether all loops around the two instructions have a fixed
// and small number of iterations, such as those of a test over its cases, or come to
// the first of them at most once.
func (c *checker) fewTimes(a, b ssa.Instruction) bool {
	if isRangeBody(a.Parent()) {
		return false
	}
	found := false
	for _, l := range loop.Around(a) {
		if l.Blocks[b.Block()] {
			found = true
			if !l.Few() && !atMostOnce(a, l) {
				return false
			}
		}
	}
	return found
}
