package model

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// Wait is a wait with locks held, in a function or in what it calls, for the
// goroutines of a group or for what comes over a channel.
type Wait struct {
	Event *Event  // of kind Waits
	Held  []*Site // the function's own locks
}

// Waits returns the waits of f with locks held that f has taken.
func (f *Func) Waits() []Wait { return f.waits }

// Instr returns the instruction that waits, for a wait of this package.
func (e *Event) Instr() ssa.Instruction { return e.end().instr }

// Place returns the place that a value of one of p's functions denotes.
func (p *Package) Place(v ssa.Value) *place.Place { return p.builder.places.Of(v) }

// waitFor records that instr waits for p.
func (s *solver) waitFor(instr ssa.Instruction, p *place.Place, st *state) {
	s.event(instr, &Event{Kind: Waits, Place: p, Pos: position(instr), instr: instr}, st)
}

// waits notes that ev happens while outer are held.
func (s *solver) waits(ev *Event, outer []lock) {
	if len(outer) == 0 || ev.Instr() == nil {
		return
	}
	w := Wait{Event: ev}
	for _, l := range outer {
		w.Held = append(w.Held, l.site)
	}
	if !slices.ContainsFunc(s.f.waits, func(o Wait) bool {
		return o.Event.Place == ev.Place && o.Event.Pos == ev.Pos && slices.Equal(o.Held, w.Held)
	}) {
		s.f.waits = append(s.f.waits, w)
	}
}
