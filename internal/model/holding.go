package model

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// This file answers what other analyses ask about locks at an instruction.

// Holding is a lock that is certainly held at an instruction.
type Holding struct {
	Class string
	Mode  syncop.Mode
	Place *place.Place // nil if it is the callers who hold it
}

// Acquisition is an instruction that may take a lock of some class, by itself or
// in what it calls.
type Acquisition struct {
	Instr ssa.CallInstruction
	Class string
	Place *place.Place // the lock, in terms of the function
	Mode  syncop.Mode
}

// Acquisitions returns the acquisitions of f.
func (f *Func) Acquisitions() []Acquisition { return f.acquisitions }

// Held returns the locks that are held whenever f comes to an instruction of
// those that [Func.Locks] knows.
func (p *Package) Held(f *Func, instr ssa.Instruction) []Holding {
	if f.Truncated {
		return nil
	}
	var out []Holding
	here := f.Locks(instr)
	for _, h := range here.Held {
		if class := h.Place.Class(); class != "" {
			out = append(out, Holding{class, h.Mode, h.Place})
		}
	}
	for _, c := range p.builder.surely(f.Fn) {
		released := slices.ContainsFunc(here.Free, func(h Hold) bool { return h.Place.Class() == c.class })
		if !released && !slices.ContainsFunc(out, func(h Holding) bool { return h.Class == c.class }) {
			out = append(out, Holding{Class: c.class, Mode: c.mode})
		}
	}
	return out
}

// acquires records that instr takes the lock of ev.
func (s *solver) acquires(instr ssa.CallInstruction, ev *Event) {
	a := Acquisition{instr, ev.Place.Class(), ev.Place, ev.Mode}
	if a.Class != "" && !slices.Contains(s.f.acquisitions, a) {
		s.f.acquisitions = append(s.f.acquisitions, a)
	}
}
