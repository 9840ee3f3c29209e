package lockorder

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/interleave"
	"github.com/conclint/conclint/internal/report"
)

// waits finds goroutines that wait for something while they hold a lock that
// is needed to end the wait.
func waits(found *interleave.Findings) []report.Finding {
	var out []report.Finding
	for _, st := range found.Stuck {
		holder, waiter, ok := st.Mixed()
		if !ok {
			continue
		}
		words := found.Words
		out = append(out, report.Finding{
			Rule:  wait,
			Pos:   holder.Instr.Pos(),
			Args:  []any{words.Say(holder.Instr), words.Operand(waiter.Instr), function(waiter.Instr)},
			Trace: found.Trace(&st),
		})
	}
	return out
}

// function returns the name of the function that has an instruction.
func function(instr ssa.Instruction) string {
	var pkg *types.Package
	if p := instr.Parent().Package(); p != nil {
		pkg = p.Pkg
	}
	return instr.Parent().RelString(pkg)
}
