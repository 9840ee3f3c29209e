package model

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file answers what other analyses ask about locks at an instruction.

// Holding is a lock that is certainly held at an instruction.
type Holding struct {
	Class string
	Mode  syncop.Mode
	Site  *Site // where the function took it, or nil if its callers hold it
}

// Acquisition is an instruction that may take a lock of some class, by itself or
// in what it calls.
type Acquisition struct {
	Instr ssa.CallInstruction
	Class string
	Mode  syncop.Mode
}

// Acquisitions returns the acquisitions of f.
func (f *Func) Acquisitions() []Acquisition { return f.acquisitions }

// Held returns the locks that are held whenever f comes to a channel operation
// or another operation of the table.
func (p *Package) Held(f *Func, instr ssa.Instruction) []Holding {
	if f.Truncated {
		return nil
	}
	out := slices.Clone(f.holding[instr])
	for _, c := range p.builder.surely(f.Fn) {
		if !slices.ContainsFunc(out, func(h Holding) bool { return h.Class == c.class }) {
			out = append(out, Holding{Class: c.class, Mode: c.mode})
		}
	}
	return out
}

// hold records what is held at instr in st, unless it was not held there before.
func (s *solver) hold(instr ssa.Instruction, st *state) {
	var now []Holding
	for _, l := range st.holds() {
		if class := l.place.Class(); class != "" {
			now = append(now, Holding{class, l.mode, l.site})
		}
	}
	if s.f.holding == nil {
		s.f.holding = make(map[ssa.Instruction][]Holding)
	}
	if old, seen := s.f.holding[instr]; seen {
		now = slices.DeleteFunc(slices.Clone(old), func(h Holding) bool {
			return !slices.ContainsFunc(now, func(n Holding) bool { return n.Class == h.Class })
		})
	}
	s.f.holding[instr] = now
}

// acquires records that instr takes the lock of ev.
func (s *solver) acquires(instr ssa.CallInstruction, ev *Event) {
	a := Acquisition{instr, ev.Place.Class(), ev.Mode}
	if a.Class != "" && !slices.Contains(s.f.acquisitions, a) {
		s.f.acquisitions = append(s.f.acquisitions, a)
	}
}

// isChannelOp reports whether an instruction is an operation on a channel.
func isChannelOp(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Send, *ssa.Select:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case ssa.CallInstruction:
		b, ok := instr.Common().Value.(*ssa.Builtin)
		return ok && b.Name() == "close"
	}
	return false
}
