package lockorder

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/ends"
	"github.com/conclint/conclint/internal/interleave"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
)

// waits finds goroutines that wait for something while they hold a lock that
// is needed to end the wait.
func waits(found *interleave.Findings, both *ends.Findings) []report.Finding {
	var out []report.Finding
	seen := make(map[ssa.Instruction]bool)
	for _, st := range found.Stuck {
		holder, waiter, ok := st.Mixed()
		if !ok {
			continue
		}
		seen[holder.Instr] = true
		words := found.Words
		out = append(out, report.Finding{
			Rule:  wait,
			Pos:   holder.Instr.Pos(),
			Args:  []any{words.Say(holder.Instr), words.Operand(waiter.Instr), function(waiter.Instr)},
			Trace: found.Trace(&st),
		})
	}
	for _, x := range both.Crossed {
		if !seen[x.Op.Instr] {
			out = append(out, crossed(both, x))
		}
	}
	return out
}

// crossed words a wait, with a lock held, for code that needs the lock.
func crossed(found *ends.Findings, x ends.Crossed) report.Finding {
	name := place.ShortClass(x.Lock.Class)
	if x.Lock.Place != nil {
		name = x.Lock.Place.In(x.Fn.Fn)
	}
	need := x.Needs[0]
	f := report.Finding{
		Rule: wait,
		Pos:  x.Op.Instr.Pos(),
		Args: []any{found.Words.Say(x.Op.Instr), name, need.Fn.Name()},
	}
	add := func(g int, instr ssa.Instruction, text string) {
		f.Trace = append(f.Trace, report.Step{Goroutine: g, Pos: instr.Pos(), Text: text})
	}
	for _, a := range x.Fn.Acquisitions() {
		if a.Class == x.Lock.Class && x.Lock.Place != nil {
			add(1, a.Instr, "locks "+name)
			break
		}
	}
	add(1, x.Op.Instr, found.Words.Say(x.Op.Instr)+" with "+name+" locked")
	for n, need := range x.Needs {
		if need.Instr != need.Other.Instr {
			add(n+2, need.Instr, found.Words.Say(need.Instr)+", which needs the lock")
			add(n+2, need.Other.Instr, "only then "+found.Words.Say(need.Other.Instr))
		} else {
			add(n+2, need.Other.Instr, "only "+found.Words.Say(need.Other.Instr)+" when it holds the lock")
		}
	}
	return f
}

// function returns the name of the function that has an instruction.
func function(instr ssa.Instruction) string {
	var pkg *types.Package
	if p := instr.Parent().Package(); p != nil {
		pkg = p.Pkg
	}
	return instr.Parent().RelString(pkg)
}
