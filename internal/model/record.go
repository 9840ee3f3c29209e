package model

import (
	"encoding/binary"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// This file records what happens on the final walk through a function.

type eventKey struct {
	kind   EventKind
	mode   byte
	place  *place.Place
	freed  string
	method string
}

// callOfParameter records that the function calls a function value that it
// was given, or a method of an object that somebody has given the package.
func (s *solver) callOfParameter(instr ssa.CallInstruction, st *state) {
	common := instr.Common()
	if common.IsInvoke() {
		s.callOfSlot(instr, st)
		return
	}
	if common.StaticCallee() != nil {
		return
	}
	s.callOf(instr, s.places.Of(common.Value), st)
}

// callOf records a call of the function value p.
func (s *solver) callOf(instr ssa.CallInstruction, p *place.Place, st *state) {
	s.event(instr, &Event{Kind: Calls, Place: p, Pos: instr.Pos()}, st)
}

// locate notes where ev happens.
func (s *solver) locate(instr ssa.Instruction, ev *Event) {
	ev.Fn, ev.fn, ev.instr, ev.misuse = s.f.Name(), s.f.Fn, instr, s.misuse(instr)
}

// event records an event that happens in state st.
func (s *solver) event(instr ssa.Instruction, ev *Event, st *state) {
	s.locate(instr, ev)
	var outer []lock
	for _, l := range st.holds() {
		if !slices.Contains(ev.Freed, l.place) {
			outer = append(outer, l)
		}
	}
	if ev.Kind == Acquires {
		instr := instr.(ssa.CallInstruction)
		s.acquires(instr, ev)
		for _, l := range outer {
			if l.place == ev.Place && !(l.mode == syncop.Read && ev.Mode == syncop.Read && s.private(ev.Place)) {
				s.f.Relocks = append(s.f.Relocks, Relock{Instr: instr, First: l.site, FirstMode: l.mode, Event: ev, Deferred: s.releasePending(ev.Place, st.defers)})
			}
		}
		s.orderEdges(ev, outer)
	}
	if ev.Kind == Waits {
		s.waits(ev, outer)
	}
	if ev.Kind == Calls && len(outer) > 0 {
		s.slotCall(ev, outer)
	}
	s.export(ev, outer, st)
}

// releasePending reports whether one of the deferred calls releases p.
func (s *solver) releasePending(p *place.Place, defers []*ssa.Defer) bool {
	return slices.ContainsFunc(defers, func(d *ssa.Defer) bool {
		if e, ok := effect(&d.Call); ok {
			return e.Kind == syncop.Release && s.operand(d, e).Place == p
		}
		return slices.ContainsFunc(s.targets(d), func(t target) bool {
			return slices.ContainsFunc(t.sum.Outcomes, func(o Outcome) bool {
				return slices.ContainsFunc(o.Released, func(h Hold) bool { return s.subst(s.f.Fn, d, &t, h.Place) == p })
			})
		})
	})
}

// export adds an event to the summary, in terms of the function's callers.
func (s *solver) export(ev *Event, outer []lock, st *state) {
	if !s.called || s.unshared(ev.Place) {
		return
	}
	out := *ev
	if out.Place = s.lift(s.f.Fn, ev.Place, nil); out.Place == nil {
		return
	}
	if out.Place.Depth > maxPath && ev.Kind == Acquires {
		if out.Place = s.places.Some(out.Place); out.Place == nil {
			return
		}
	}
	switch {
	case ev.Kind != Calls:
	case ev.Method != "":
		if !s.ofCaller(out.Place) {
			return
		}
	case out.Place.Root().Kind != place.Param && !(out.Place.Kind == place.Deref && out.Place.Root().Kind == place.Local) && !s.ofCaller(out.Place):
		return
	}
	out.Held = nil
	out.Held = append(out.Held, s.liftHolds(ev.Held)...)
	for _, l := range outer {
		if p := s.lift(s.f.Fn, l.place, nil); p != nil {
			out.Held = append(out.Held, Hold{p, l.mode})
		}
	}
	out.Freed = nil
	for _, p := range slices.Concat(ev.Freed, st.freed()) {
		if p = s.lift(s.f.Fn, p, nil); p != nil && !slices.Contains(out.Freed, p) {
			out.Freed = append(out.Freed, p)
		}
	}
	slices.SortFunc(out.Freed, comparePlaces)
	out.When = s.liftFacts(append(slices.Clip(facts(ev.When)), st.facts...))
	key := eventKey{ev.Kind, byte(ev.Mode), out.Place, placesKey(out.Freed), ev.Method}
	if old := s.events[key]; old != nil {
		// What is held every time is what counts as a gate.
		old.louder(&out)
		old.When = facts(old.When).meet(out.When)
		old.Held = slices.DeleteFunc(old.Held, func(h Hold) bool { return !slices.Contains(out.Held, h) })
		return
	}
	if len(s.events) >= maxEvents {
		s.f.eventsCut = true
		return
	}
	s.events[key] = &out
	s.f.Summary.Events = append(s.f.Summary.Events, &out)
}

// liftFacts returns those facts that mean something to callers.
func (s *solver) liftFacts(fs facts) facts {
	var out facts
	for _, f := range fs {
		x, y := s.lift(s.f.Fn, f.x, nil), s.lift(s.f.Fn, f.y, nil)
		if x != nil && y != nil && x.Kind != place.Class && y.Kind != place.Class && len(out) < maxCond {
			out = out.with(atom{f.op, x, y}, f.value)
		}
	}
	return out
}

func (s *solver) liftHolds(hs []Hold) []Hold {
	var out []Hold
	for _, h := range hs {
		if p := s.lift(s.f.Fn, h.Place, nil); p != nil {
			out = append(out, Hold{p, h.Mode})
		}
	}
	return out
}

func comparePlaces(a, b *place.Place) int { return a.ID - b.ID }

func placesKey(ps []*place.Place) string {
	var b []byte
	for _, p := range ps {
		b = binary.AppendUvarint(b, uint64(p.ID))
	}
	return string(b)
}

// recordRelease records the release of a lock in state st.
func (s *solver) recordRelease(site *Site, st *state) {
	l := st.lock(site.Place)
	switch l.status {
	case held:
		s.f.released(l.site, site)
		if !l.entry {
			s.f.mixed(site).Taken = l.site
		}
		for ev := l.site.Event; ev != nil; ev = ev.Next {
			s.consumed[ev.Pos] = true
		}
		if l.mode != site.Mode {
			s.f.Mismatches = append(s.f.Mismatches, Mismatch{First: l.site, Second: site})
		}
	case free:
		s.f.Unheld = append(s.f.Unheld, Unheld{First: l.site, Second: site, Entry: l.entry})
	case lost:
		s.foreignClass(site.Place, perhaps)
		if l.site == nil { // the function itself has not taken it
			s.handedTo(site.Place, s.f.Fn)
		}
	case 0:
		s.f.mixed(site).untaken = true
		if !s.calledInSight() {
			s.foreignClass(site.Place, forCallers)
			s.handedTo(site.Place, s.f.Fn)
		}
	}
}

// recordReleaser records that the function hands out t, which releases locks: if
// it has not taken them, that is for whoever has.
func (s *solver) recordReleaser(mc *ssa.MakeClosure, t *target, st *state) {
	if !s.leaves(mc) && !slices.ContainsFunc(*mc.Referrers(), func(ref ssa.Instruction) bool { _, ok := ref.(*ssa.Return); return ok }) {
		return
	}
	for _, o := range t.sum.Outcomes {
		for _, h := range o.Released {
			if p := s.subst(s.f.Fn, nil, t, h.Place); p != nil && st.lock(p).status == 0 {
				s.foreignClass(p, forCallers)
			}
		}
	}
}

// calledInSight reports whether the function is a literal all of whose calls
// are known, so that what it does is done by its callers. Goroutines are none.
func (s *solver) calledInSight() bool {
	refs := s.f.Fn.Referrers()
	return s.f.Fn.Parent() != nil && !slices.ContainsFunc(*refs, func(ref ssa.Instruction) bool {
		mc, ok := ref.(*ssa.MakeClosure)
		return !ok || s.leaves(mc) || slices.ContainsFunc(*mc.Referrers(), func(use ssa.Instruction) bool {
			_, spawned := use.(*ssa.Go)
			return spawned
		})
	})
}

// recordNeeds records that a callee releases locks that must be held.
func (s *solver) recordNeeds(instr ssa.CallInstruction, t *target, st *state) {
	for _, p := range t.sum.Needs {
		p = s.subst(s.f.Fn, instr, t, p)
		if p == nil || p.Kind == place.Class {
			continue
		}
		if l := st.lock(p); l.status == free && !s.changes(t, instr, p) {
			s.f.Unheld = append(s.f.Unheld, Unheld{First: l.site, Second: s.site(instr, Hold{p, l.mode}), Entry: l.entry})
		}
	}
}

// changes reports whether some outcome of t releases p: then its release is
// recorded with the outcome.
func (s *solver) changes(t *target, instr ssa.CallInstruction, p *place.Place) bool {
	for _, o := range t.sum.Outcomes {
		for _, h := range o.Released {
			if s.subst(s.f.Fn, instr, t, h.Place) == p {
				return true
			}
		}
	}
	return false
}

// exit records that the function ends in state e.state.
func (s *solver) exit(e exit) {
	if !s.recording {
		return
	}
	s.exits = append(s.exits, e)
}
