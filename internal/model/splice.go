package model

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// This file carries what a callee's summary says over into its caller.

// splice records the events of a callee as events of this function.
func (s *solver) splice(instr ssa.CallInstruction, t *target, st *state) {
	alone := len(st.holds()) == 0
	if alone && !s.called && !callsUnderLock(t.sum) && !locksArguments(t.sum) {
		return // nothing is held, and nobody asks
	}
	for _, e := range t.sum.Events {
		if alone && e.Place.Kind == place.Class && s.events[eventKey{e.Kind, byte(e.Mode), e.Place, placesKey(e.Freed), e.Method}] != nil || e.depth >= maxChain {
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
		ev := &Event{When: when, Kind: e.Kind, Place: p, Method: e.Method, Mode: e.Mode, Pos: position(instr), Next: e, depth: e.depth + 1, Delegates: delegates(instr)}
		for _, h := range e.Held {
			if q := s.subst(s.f.Fn, instr, t, h.Place); q != nil {
				ev.Held = append(ev.Held, Hold{q, h.Mode})
				if q == p && h.Place != e.Place && e.Kind == Acquires {
					s.oneForTwo(instr, t.sum, h, ev)
				}
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
	return slices.ContainsFunc(sum.Events, func(e *Event) bool { return e.Kind == Calls && e.Method == "" && len(e.Held) > 0 })
}

// locksArguments reports whether the function holds a lock of one parameter when
// it takes one of another.
func locksArguments(sum *Summary) bool {
	return slices.ContainsFunc(sum.Events, func(e *Event) bool {
		r := e.Place.Root()
		return e.Kind == Acquires && r.Kind == place.Param && slices.ContainsFunc(e.Held, func(h Hold) bool {
			q := h.Place.Root()
			return q.Kind == place.Param && q != r
		})
	})
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
	if ev.Place.Kind != place.Local || ev.Method != "" {
		s.event(instr, ev, st)
		return
	}
	t, ok := s.function(ev.Place.Value)
	if !ok {
		s.event(instr, ev, st)
		return
	}
	if t.sum == nil {
		return
	}
	for _, e := range t.sum.Events {
		p := s.subst(s.f.Fn, nil, &t, e.Place)
		if p == nil || e.Kind == Calls || ev.depth+e.depth > maxChain {
			continue
		}
		inner := &Event{When: ev.When, Kind: e.Kind, Place: p, Mode: e.Mode, Pos: position(instr), Next: ev.Next.then(e), depth: ev.depth + e.depth}
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

// oneForTwo records that ev, in a callee, takes a lock under another one of the
// callee's, h, and that the two are one here: the same object was passed twice.
func (s *solver) oneForTwo(instr ssa.CallInstruction, callee *Summary, h Hold, ev *Event) {
	if ev.Place.Kind == place.Class {
		return
	}
	for _, first := range callee.Events {
		if first.Kind == Acquires && first.Place == h.Place {
			ev.Fn, ev.fn = s.f.Name(), s.f.Fn
			site := &Site{Instr: instr, Pos: position(instr), Hold: Hold{ev.Place, h.Mode}, Event: first}
			s.f.Relocks = append(s.f.Relocks, Relock{Instr: instr, First: site, FirstMode: h.Mode, Event: ev})
			return
		}
	}
}

// underCallee records what a callback does while the callee that calls it
// holds the locks ev.Held; neither of the two could tell by itself.
func (s *solver) underCallee(instr ssa.CallInstruction, call, ev *Event) {
	s.locate(instr, ev)
	var outer []lock
	for _, h := range ev.Held {
		site := &Site{Instr: instr, Pos: position(instr), Hold: h, Event: call.Next}
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
