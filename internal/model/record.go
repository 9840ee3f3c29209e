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
	kind  EventKind
	mode  byte
	place *place.Place
	freed string
}

// callOfParameter records that the function calls a function value that it
// was given.
func (s *solver) callOfParameter(instr ssa.CallInstruction, st *state) {
	common := instr.Common()
	if common.IsInvoke() || common.StaticCallee() != nil {
		return
	}
	s.callOf(instr, s.places.Of(common.Value), st)
}

// callOf records a call of the function value p.
func (s *solver) callOf(instr ssa.CallInstruction, p *place.Place, st *state) {
	s.event(instr, &Event{Kind: Calls, Place: p, Pos: instr.Pos()}, st)
}

// splice records the events of a callee as events of this function.
func (s *solver) splice(instr ssa.CallInstruction, t *target, st *state) {
	alone := len(st.holds()) == 0
	if alone && !s.called && !callsUnderLock(t.sum) {
		return // nothing is held, and nobody asks
	}
	for _, e := range t.sum.Events {
		if alone && e.Place.Kind == place.Class && s.events[eventKey{e.Kind, byte(e.Mode), e.Place, placesKey(e.Freed)}] != nil || e.depth >= maxChain {
			continue
		}
		p := s.subst(s.f.Fn, instr, t, e.Place)
		if p == nil {
			continue
		}
		when, possible := s.substWhen(instr, t, e.When, st)
		if !possible {
			continue
		}
		ev := &Event{When: when, Kind: e.Kind, Place: p, Mode: e.Mode, Pos: instr.Pos(), Next: e, depth: e.depth + 1, Delegates: delegates(instr)}
		for _, h := range e.Held {
			if q := s.subst(s.f.Fn, instr, t, h.Place); q != nil {
				ev.Held = append(ev.Held, Hold{q, h.Mode})
			}
		}
		for _, q := range e.Freed {
			if q = s.subst(s.f.Fn, instr, t, q); q != nil {
				ev.Freed = append(ev.Freed, q)
			}
		}
		if e.Kind == Calls {
			s.spliceCallback(instr, ev, st)
			continue
		}
		s.event(instr, ev, st)
	}
}

// flagArgument returns the argument of the call that a condition of the callee
// asks for, if that is whether a boolean parameter is true.
func flagArgument(instr ssa.CallInstruction, a atom) ssa.Value {
	if instr == nil || a.x.Kind != place.Param || a.y.Kind != place.Const || a.y.Name != "true" {
		return nil
	}
	return arg(instr.Common(), a.x.Index)
}

// callsUnderLock reports whether the function calls what it is given while it
// holds locks.
func callsUnderLock(sum *Summary) bool {
	return slices.ContainsFunc(sum.Events, func(e *Event) bool { return e.Kind == Calls && len(e.Held) > 0 })
}

// delegates reports whether a method calls, through an interface, the method of
// the same name.
func delegates(instr ssa.CallInstruction) bool {
	common := instr.Common()
	return common.IsInvoke() && common.Method.Name() == instr.Parent().Name()
}

// substWhen translates the conditions of a callee's event or outcome; possible
// is false if what is known here rules them out.
func (s *solver) substWhen(instr ssa.CallInstruction, t *target, when []Condition, st *state) (out facts, possible bool) {
	for _, f := range when {
		x, y := s.subst(s.f.Fn, instr, t, f.x), s.subst(s.f.Fn, instr, t, f.y)
		if x == nil || y == nil || x.Kind == place.Class || y.Kind == place.Class {
			continue
		}
		a := atom{f.op, x, y}
		if v := flagArgument(instr, f.atom); v != nil {
			// The flag is as good as the condition that it is.
			cond, negated := s.condition(v)
			a, f.value = cond, f.value != negated
		}
		if v, ok := constantCond(a); ok {
			if v != f.value {
				return nil, false
			}
			continue
		}
		if v, known := st.facts.get(a); known && v != f.value {
			return nil, false
		}
		// Two parameters of the callee may be one value here.
		if v, known := out.get(a); known && v != f.value {
			return nil, false
		}
		out = out.with(a, f.value)
	}
	return out, true
}

// spliceCallback records what happens when a callee calls the function value
// that ev names: the events of a function known here, or another call of a
// parameter.
func (s *solver) spliceCallback(instr ssa.CallInstruction, ev *Event, st *state) {
	if ev.Place.Kind != place.Local {
		s.event(instr, ev, st)
		return
	}
	t, ok := s.function(ev.Place.Value)
	if !ok {
		s.event(instr, ev, st)
		return
	}
	if t.sum = s.summary(t.fn); t.sum == nil {
		return
	}
	for _, e := range t.sum.Events {
		p := s.subst(s.f.Fn, nil, &t, e.Place)
		if p == nil || e.Kind == Calls || ev.depth+e.depth > maxChain {
			continue
		}
		inner := &Event{When: ev.When, Kind: e.Kind, Place: p, Mode: e.Mode, Pos: instr.Pos(), Next: ev.Next.then(e), depth: ev.depth + e.depth}
		var freed []*place.Place // by the callback, of what its caller holds
		for _, q := range e.Freed {
			if q = s.subst(s.f.Fn, nil, &t, q); q != nil {
				freed = append(freed, q)
			}
		}
		inner.Held = slices.DeleteFunc(slices.Clone(ev.Held), func(h Hold) bool { return slices.Contains(freed, h.Place) })
		s.underCallee(instr, ev, inner)
		for _, h := range e.Held {
			if q := s.subst(s.f.Fn, nil, &t, h.Place); q != nil {
				inner.Held = append(inner.Held, Hold{q, h.Mode})
			}
		}
		inner.Freed = slices.Concat(ev.Freed, freed)
		s.event(instr, inner, st)
	}
}

// underCallee records what a callback does while the callee that calls it
// holds the locks ev.Held; neither of the two could tell by itself.
func (s *solver) underCallee(instr ssa.CallInstruction, call, ev *Event) {
	ev.Fn, ev.fn = s.f.Name(), s.f.Fn
	var outer []lock
	for _, h := range ev.Held {
		site := &Site{Instr: instr, Pos: instr.Pos(), Hold: h, Event: call.Next}
		outer = append(outer, lock{place: h.Place, status: held, mode: h.Mode, count: 1, site: site})
		if h.Place == ev.Place && h.Place.Kind != place.Class {
			s.f.Relocks = append(s.f.Relocks, Relock{Instr: instr, First: site, FirstMode: h.Mode, Event: ev})
		}
	}
	if ev.Kind == Acquires && len(outer) > 0 {
		s.orderEdges(ev, outer)
	}
}

// then returns e's chain with last at its end, where e calls a function value
// and last is what happens in that function.
func (e *Event) then(last *Event) *Event {
	c := *e
	if e.Next == nil {
		c.Next = last
	} else {
		c.Next = e.Next.then(last)
	}
	return &c
}

// event records an event that happens in state st.
func (s *solver) event(instr ssa.CallInstruction, ev *Event, st *state) {
	ev.Fn, ev.fn = s.f.Name(), s.f.Fn
	var outer []lock
	for _, l := range st.holds() {
		if !slices.Contains(ev.Freed, l.place) {
			outer = append(outer, l)
		}
	}
	if ev.Kind == Acquires {
		for _, l := range outer {
			if l.place == ev.Place && !(l.mode == syncop.Read && ev.Mode == syncop.Read && s.private(ev.Place)) {
				s.f.Relocks = append(s.f.Relocks, Relock{Instr: instr, First: l.site, FirstMode: l.mode, Event: ev, Deferred: s.releasePending(ev.Place, st.defers)})
			}
		}
		s.orderEdges(ev, outer)
	}
	s.export(ev, outer, st)
}

// private reports whether p is in a local variable that is never seen by
// another goroutine, so that nobody else waits for the lock.
func (s *solver) private(p *place.Place) bool {
	a, ok := p.Root().Value.(*ssa.Alloc)
	return ok && p.Root().Kind == place.Local && a.Parent() == s.f.Fn && !escapes(a)
}

// escapes reports whether the variable at addr, or a field of it, is used for
// anything but reading, writing and locking it.
func escapes(addr ssa.Value) bool {
	return slices.ContainsFunc(*addr.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
			return false
		case *ssa.Store:
			return ref.Addr != addr
		case *ssa.FieldAddr:
			return escapes(ref)
		case *ssa.Go:
			return true
		case ssa.CallInstruction:
			_, known := effect(ref.Common())
			return !known
		}
		return true
	})
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
	if ev.Kind == Calls && out.Place.Root().Kind != place.Param && !(out.Place.Kind == place.Deref && out.Place.Root().Kind == place.Local) {
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
	key := eventKey{ev.Kind, byte(ev.Mode), out.Place, placesKey(out.Freed)}
	if old := s.events[key]; old != nil {
		// What is held every time is what counts as a gate.
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
		for ev := l.site.Event; ev != nil; ev = ev.Next {
			s.consumed[ev.Pos] = true
		}
		if l.mode != site.Mode {
			s.f.Mismatches = append(s.f.Mismatches, Mismatch{First: l.site, Second: site})
		}
	case free:
		s.f.Unheld = append(s.f.Unheld, Unheld{First: l.site, Second: site, Entry: l.entry})
	case 0, lost:
		s.releasedByOthers(site.Place)
	}
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
