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
		if !seen[x.Op.Instr] {
			seen[x.Op.Instr] = true
			out = append(out, crossed(both, x))
		}
	}
	for _, x := range both.Joined {
		if at := x.Event.Instr(); !seen[at] {
			seen[at] = true
			out = append(out, joined(both, x))
		}
	}
	return out
}

// joined words a wait, with a lock held, for a goroutine that needs the lock.
func joined(found *ends.Findings, x ends.Joined) report.Finding {
	name := x.Lock.Place.In(x.Fn.Fn)
	what := found.Words.Say(x.Event.Instr())
	f := report.Finding{
		Rule:  wait,
		Pos:   x.Event.Pos,
		Args:  []any{called(x.Event) + what, name, function(x.Need)},
		Trace: append(acquisition(x.Fn, x.Lock), toWait(x.Event, what+" with "+name+" locked")...),
	}
	for i := range f.Trace {
		f.Trace[i].Goroutine = 1
	}
	add := func(instr ssa.Instruction, text string) {
		f.Trace = append(f.Trace, report.Step{Goroutine: 2, Pos: instr.Pos(), Text: text})
	}
	add(x.Start, "is started")
	add(x.Need, found.Words.Say(x.Need)+", which needs the lock")
	if x.Done != nil {
		add(x.Done, "only then "+found.Words.Say(x.Done))
	} else {
		f.Trace = append(f.Trace, report.Step{Goroutine: 2, Pos: x.Start.Pos(), Text: "is done only when it returns"})
	}
	return f
}

// called says that an event is in what is called.
func called(e *model.Event) string {
	if e.Next == nil {
		return ""
	}
	return "call "
}

// toWait is the part of a trace that leads to a wait.
func toWait(e *model.Event, what string) []report.Step {
	var out []report.Step
	for ; e.Next != nil; e = e.Next {
		out = append(out, report.Step{Pos: e.Pos, Text: e.Fn + " calls " + e.Next.Fn})
	}
	return append(out, report.Step{Pos: e.Pos, Text: what})
}

// crossed words a wait, with a lock held, for code that needs the lock.
func crossed(found *ends.Findings, x ends.Crossed) report.Finding {
	name := place.ShortClass(x.Lock.Class)
	if x.Lock.Place != nil {
		name = x.Lock.Place.In(x.Fn.Fn)
	}
	need := x.Needs[0]
	what := found.Words.Say(x.Op.Instr)
	f := report.Finding{
		Rule: wait,
		Pos:  x.Op.Instr.Pos(),
		Args: []any{what, name, need.Fn.Name()},
	}
	if x.Via != nil {
		f.Pos, f.Args[0] = x.Via.Pos, called(x.Via)+what
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
	what += " with " + name + " locked"
	if x.Via != nil {
		for _, s := range toWait(x.Via, what) {
			s.Goroutine = 1
			f.Trace = append(f.Trace, s)
		}
	} else {
		add(1, x.Op.Instr, what)
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
