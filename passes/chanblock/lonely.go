package chanblock

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/ends"
	"github.com/conclint/conclint/internal/report"
)

// lonely words an operation at the other end of which there may be nobody.
func lonely(found *ends.Findings, l ends.Lonely) report.Finding {
	f := report.Finding{Rule: recv, Pos: l.Op.Instr.Pos()}
	if l.Op.Kind == ends.Send {
		f.Rule = send
	}
	if op, ok := l.Op.Instr.(*ssa.UnOp); ok && op.CommaOk && isRange(op) {
		f.Rule = ranges
	}
	f.Args = args(f.Rule, found.Words.Operand(l.Op.Instr), false)
	several := len(l.Ends) > 0 || l.Full != nil
	add := func(g int, instr ssa.Instruction, text string) {
		if !several {
			g = 0
		}
		f.Trace = append(f.Trace, report.Step{Goroutine: g, Pos: instr.Pos(), Text: text})
	}
	for n, e := range l.Ends {
		add(n+2, e.Start, fmt.Sprintf("%s is started here, at the other end of %s", e.Fn.Name(), found.Words.Operand(l.Op.Instr)))
		switch e.Reason.(type) {
		case *ssa.Select:
			add(n+2, e.Reason, "gets something else from the select")
		case *ssa.Call:
			add(n+2, e.Reason, found.Words.Say(e.Reason)+", which fails")
		}
		add(n+2, e.Return, "returns")
	}
	if l.Full != nil {
		add(1, l.Full, "finds no room in "+found.Words.Operand(l.Op.Instr))
		add(2, l.Full, "others empty it meanwhile")
	}
	if l.Room > 0 {
		add(1, l.Op.Instr, fmt.Sprintf("fills the buffer of %s (%d)", found.Words.Operand(l.Op.Instr), l.Room))
	}
	add(1, l.Op.Instr, found.Words.Say(l.Op.Instr)+" for ever")
	return f
}
