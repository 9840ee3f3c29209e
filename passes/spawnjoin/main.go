package spawnjoin

import (
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
)

// main reports a goroutine that the program's main function starts, if main does
// nothing afterwards that takes time, until it returns.
func (c *checker) main(s spawn.Site) {
	fn := s.Instr.Parent()
	if fn.Name() != "main" || fn.Signature.Recv() != nil || fn.Parent() != nil {
		return
	}
	t := &tail{c: c, seen: make(map[*ssa.Function]bool), sends: true}
	t.unknown = func(*ssa.CallCommon) bool { return true }
	if !t.ends(s) {
		return
	}
	c.report(report.Finding{
		Rule: mainRule,
		Pos:  s.Instr.Pos(),
		Args: []any{what(s)},
		Trace: []report.Step{
			{Goroutine: 1, Pos: s.Instr.Pos(), Text: "starts the goroutine"},
			{Goroutine: 1, Pos: end(fn), Text: "returns, which ends the program"},
		},
	})
}
