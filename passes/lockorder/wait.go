package lockorder

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/ends"
	"github.com/conclint/conclint/internal/interleave"
	"github.com/conclint/conclint/internal/model"
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
		if !seen[x.Op.Instr] && !seen[x.At] {
			out = append(out, crossed(both, x))
		}
	}
	for _, x := range both.Counted {
		if !seen[x.Wait] && !seen[x.At] {
			out = append(out, counted(both, x))
		}
	}
	return out
}

// counted words a wait, with a lock held, for goroutines of which one needs it.
func counted(found *ends.Findings, x ends.Counted) report.Finding {
	name := lockName(x.Lock, x.Fn)
	f := report.Finding{
		Rule:  wait,
		Pos:   x.At.Pos(),
		Args:  []any{found.Words.Say(x.At), name, x.Need.Fn.Name()},
		Trace: held(found, x.Fn, x.Lock, x.At, x.Wait),
	}
	add := func(g int, instr ssa.Instruction, text string) {
		f.Trace = append(f.Trace, report.Step{Goroutine: g, Pos: instr.Pos(), Text: text})
	}
	add(2, x.Start, "is started here, and counted")
	add(2, x.Need.Instr, found.Words.Say(x.Need.Instr)+", which needs the lock")
	if x.Need.Other != nil {
		add(2, x.Need.Other.Instr, "only then "+found.Words.Say(x.Need.Other.Instr))
	}
	return f
}

// lockName returns the name of a lock that fn holds.
func lockName(h model.Holding, fn *model.Func) string {
	if h.Place != nil {
		return h.Place.In(fn.Fn)
	}
	return place.ShortClass(h.Class)
}

// held returns the steps in which fn takes a lock, if it is not its callers who do,
// and comes with it to an operation at, or by at to one in what it calls.
func held(found *ends.Findings, fn *model.Func, h model.Holding, at, op ssa.Instruction) []report.Step {
	var out []report.Step
	name := lockName(h, fn)
	for _, a := range fn.Acquisitions() {
		if a.Class == h.Class && h.Place != nil {
			out = append(out, report.Step{Goroutine: 1, Pos: a.Instr.Pos(), Text: "locks " + name})
			break
		}
	}
	out = append(out, report.Step{Goroutine: 1, Pos: at.Pos(), Text: found.Words.Say(at) + " with " + name + " locked"})
	if at != op {
		out = append(out, report.Step{Goroutine: 1, Pos: op.Pos(), Text: found.Words.Say(op) + " there"})
	}
	return out
}

// crossed words a wait, with a lock held, for code that needs the lock.
func crossed(found *ends.Findings, x ends.Crossed) report.Finding {
	name := lockName(x.Lock, x.Fn)
	need := x.Needs[0]
	f := report.Finding{
		Rule:  wait,
		Pos:   x.At.Pos(),
		Args:  []any{found.Words.Say(x.At), name, need.Fn.Name()},
		Trace: held(found, x.Fn, x.Lock, x.At, x.Op.Instr),
	}
	add := func(g int, instr ssa.Instruction, text string) {
		f.Trace = append(f.Trace, report.Step{Goroutine: g, Pos: instr.Pos(), Text: text})
	}
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
