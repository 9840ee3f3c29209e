package model

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/errval"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// summarise fills in what the summary says of the function's ends.
func (s *solver) summarise(locking bool) {
	sum := s.f.Summary
	// The events of an earlier round of a recursion are found again.
	events, keeps := sum.Events, sum.Keeps
	*sum = Summary{Events: events, Keeps: keeps}
	sum.Returned = s.resultPlaces(s.f.Fn)
	sum.Releasers = s.releasers()
	sum.Ends = s.ending()
	if s.loops != nil && !s.f.Truncated {
		sum.Requires = s.requires()
	}
	if !locking {
		return
	}
	s.loseReturned()
	s.recordExits()
	if s.f.Truncated {
		s.unclear()
		return
	}
	s.needs()
	s.outcomesOf()
}

// requires returns what all returns of the function know of its parameters.
func (s *solver) requires() []Condition {
	var out facts
	for i, e := range s.exits {
		fs := s.liftFacts(e.state.facts)
		if i > 0 {
			fs = out.meet(fs)
		}
		out = fs
	}
	return out
}

// ending returns how the function ends: it returns if a return can be reached.
func (s *solver) ending() Ending {
	how := Exits
	for b, cut := range s.reachable() {
		if cut == Unwinds {
			how = Unwinds
		}
		if cut != Returns {
			continue
		}
		switch b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Return:
			return Returns
		case *ssa.Panic:
			how = Unwinds
		}
	}
	if how == Unwinds && s.recovers {
		return Returns
	}
	return how
}

// reachable returns the blocks that can be entered, given that some calls do
// not return and some conditions are constants, each with how it ends if a call
// in it ends it.
func (s *solver) reachable() map[*ssa.BasicBlock]Ending {
	seen := make(map[*ssa.BasicBlock]Ending)
	work := []*ssa.BasicBlock{s.f.Fn.Blocks[0]}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if _, ok := seen[b]; ok {
			continue
		}
		cut := s.cutIn(b)
		seen[b] = cut
		if cut != Returns {
			continue
		}
		for i, succ := range b.Succs {
			if cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
				a, negated := s.condition(cond.Cond)
				if v, ok := constantCond(a); ok && v != ((i == 0) != negated) || s.excluded(cond.Cond, i == 0) {
					continue
				}
			}
			work = append(work, succ)
		}
	}
	return seen
}

// cutIn returns how a call in the block ends the function, or Returns if none
// does.
func (s *solver) cutIn(b *ssa.BasicBlock) Ending {
	for _, instr := range s.ops[b.Index] {
		if call, ok := instr.(*ssa.Call); ok {
			if cut := s.endingOf(call); cut != Returns {
				return cut
			}
		}
	}
	return Returns
}

func (s *solver) endingOf(call *ssa.Call) Ending {
	if e, ok := effect(&call.Call); ok {
		switch e.Kind {
		case syncop.Exit:
			return Exits
		case syncop.Unwind:
			return Unwinds
		}
		return Returns
	}
	if fn := call.Call.StaticCallee(); fn != nil {
		if sum := s.summary(fn); sum != nil {
			return sum.Ends
		}
	}
	return Returns
}

// recordExits makes the exits with held locks known to passes.
func (s *solver) recordExits() {
	for _, e := range s.exits {
		x := Exit{Instr: e.instr, Kind: e.kind}
		for _, l := range e.state.locks {
			if l.status == held && !l.entry {
				x.Held = append(x.Held, l.site)
			}
		}
		s.f.Exits = append(s.f.Exits, x)
	}
}

// needs fills in the locks that callers have to hold.
func (s *solver) needs() {
	for _, e := range s.exits {
		for _, l := range e.state.locks {
			if !l.entry || s.tokens[l.place.Class()] && s.f.Fn.Parent() == nil {
				continue
			}
			if p := s.lift(s.f.Fn, l.place, nil); p != nil && p.Kind != place.Class && !slices.Contains(s.f.Summary.Needs, p) {
				s.f.Summary.Needs = append(s.f.Summary.Needs, p)
			}
		}
	}
}

// unclear gives up on the function's effect on locks.
func (s *solver) unclear() {
	sum := s.f.Summary
	for _, e := range s.exits {
		for _, l := range e.state.locks {
			if p := s.lift(s.f.Fn, l.place, nil); p != nil && !slices.Contains(sum.Unclear, p) {
				sum.Unclear = append(sum.Unclear, p)
			}
		}
	}
}

// outcomesOf groups the function's returns by their effect on locks.
func (s *solver) outcomesOf() {
	sum := s.f.Summary
	results := s.resultRoots()
	var (
		groups []Outcome
		keys   []string
	)
	for _, e := range s.exits {
		o := Outcome{When: s.when(&e, results), ErrorResults: errorResults(s.f.Fn)}
		for _, l := range e.state.locks {
			p := s.lift(s.f.Fn, l.place, results)
			if !l.entry {
				s.f.heldAfter(l, p != nil && p.Kind != place.Class, o.Success())
			}
			switch {
			case p == nil:
			case l.status == lost:
				if !slices.Contains(sum.Unclear, p) {
					sum.Unclear = append(sum.Unclear, p)
				}
			case p.Kind == place.Class:
				if l.status == free && l.entry && !slices.Contains(sum.Unclear, p) {
					sum.Unclear = append(sum.Unclear, p)
				}
			case s.tokens[l.place.Class()] && s.f.Fn.Parent() == nil:
				// What the caller gets or gives back is the token.
			case s.replaceable(p):
				if !slices.Contains(sum.Unclear, p) {
					sum.Unclear = append(sum.Unclear, p)
				}
			case l.status == held && !l.entry:
				o.Acquired = append(o.Acquired, Acquired{Hold{p, l.mode}, s.eventAt(l)})
			case l.status == free && l.entry:
				o.Released = append(o.Released, Hold{p, l.mode})
			}
		}
		key := o.key()
		if i := slices.Index(keys, key); i >= 0 {
			groups[i].When = facts(groups[i].When).meet(o.When)
			continue
		}
		keys = append(keys, key)
		groups = append(groups, o)
	}
	if len(groups) == 0 || len(groups) == 1 && keys[0] == "" {
		return
	}
	for i := range groups {
		if len(groups[i].When) > maxCond {
			groups[i].When = groups[i].When[:maxCond]
		}
	}
	if len(groups) > maxOutcomes || !distinct(groups) {
		sum.Unclear = appendDiffering(sum.Unclear, groups)
		groups = common(groups)
	}
	sum.Outcomes = groups
}

// eventAt returns the acquisition that a held lock stems from as an event of
// this function.
func (s *solver) eventAt(l lock) *Event {
	return &Event{Kind: Acquires, Place: l.place, Mode: l.mode, Fn: s.f.Name(), Pos: l.site.Pos, Next: l.site.Event, instr: l.site.Instr}
}

// resultRoots returns the values that stand for results: those that the
// function returns at the same place wherever it returns them.
func (s *solver) resultRoots() map[ssa.Value]int {
	out := make(map[ssa.Value]int)
	for i, values := range returned(s.f.Fn) {
		for _, v := range values {
			if p := s.places.Of(v); p.Kind == place.Local && p.Value.Parent() == s.f.Fn {
				if _, isParam := p.Value.(*ssa.Parameter); !isParam {
					out[p.Value] = i
				}
			}
		}
	}
	return out
}

// when returns what a caller can know of parameters and results at the exit.
func (s *solver) when(e *exit, results map[ssa.Value]int) facts {
	var out facts
	for i, v := range e.results {
		r := s.places.Root(place.Result, i)
		for _, f := range s.assign(e.state.facts, s.places.Local(v), v) {
			if f.x == s.places.Local(v) && f.y.Kind == place.Const {
				out = out.with(atom{f.op, r, f.y}, f.value)
			}
		}
		if locksIn(e.state, s.places.Of(v)) {
			out = out.with(s.isNil(r), false)
		}
		if c, ok := v.(*ssa.Const); ok {
			for _, f := range s.assign(nil, r, c) {
				out = out.with(f.atom, f.value)
			}
		}
	}
	for _, f := range s.liftFacts(e.state.facts) {
		out = out.with(f.atom, f.value)
	}
	return out
}

// locksIn reports whether a lock in the object p was operated on, so that p is
// not nil.
func locksIn(st *state, p *place.Place) bool {
	return slices.ContainsFunc(st.locks, func(l lock) bool {
		for q := l.place.Parent; q != nil; q = q.Parent {
			if q == p {
				return true
			}
		}
		return false
	})
}

// key describes the outcome's effect; it is "" for none.
func (o *Outcome) key() string {
	slices.SortFunc(o.Acquired, func(a, b Acquired) int {
		return cmp.Or(comparePlaces(a.Place, b.Place), cmp.Compare(a.Mode, b.Mode))
	})
	slices.SortFunc(o.Released, func(a, b Hold) int {
		return cmp.Or(comparePlaces(a.Place, b.Place), cmp.Compare(a.Mode, b.Mode))
	})
	var b strings.Builder
	for _, a := range o.Acquired {
		b.WriteString("+" + placesKey([]*place.Place{a.Place}) + a.Mode.String())
	}
	for _, h := range o.Released {
		b.WriteString("-" + placesKey([]*place.Place{h.Place}) + h.Mode.String())
	}
	return b.String()
}

// distinct reports whether a caller can tell the outcomes apart.
func distinct(os []Outcome) bool {
	for i := range os {
		for j := range i {
			if !contradict(os[i].When, os[j].When) {
				return false
			}
		}
	}
	return true
}

func contradict(a, b facts) bool {
	for _, f := range a {
		if v, ok := b.get(f.atom); ok && v != f.value {
			return true
		}
	}
	return false
}

// appendDiffering adds the locks on which the outcomes have different effects.
func appendDiffering(ps []*place.Place, os []Outcome) []*place.Place {
	add := func(p *place.Place, all func(*Outcome) bool) {
		for i := range os {
			if !all(&os[i]) && !slices.Contains(ps, p) {
				ps = append(ps, p)
			}
		}
	}
	for _, o := range os {
		for _, a := range o.Acquired {
			add(a.Place, func(o *Outcome) bool { return o.acquires(a.Hold) })
		}
		for _, h := range o.Released {
			add(h.Place, func(o *Outcome) bool { return slices.Contains(o.Released, h) })
		}
	}
	return ps
}

func (o *Outcome) acquires(h Hold) bool {
	return slices.ContainsFunc(o.Acquired, func(a Acquired) bool { return a.Hold == h })
}

// common returns the effects that all outcomes have, as the only outcome.
func common(os []Outcome) []Outcome {
	var c Outcome
	for _, a := range os[0].Acquired {
		if !slices.ContainsFunc(os, func(o Outcome) bool { return !o.acquires(a.Hold) }) {
			c.Acquired = append(c.Acquired, a)
		}
	}
	for _, h := range os[0].Released {
		if !slices.ContainsFunc(os, func(o Outcome) bool { return !slices.Contains(o.Released, h) }) {
			c.Released = append(c.Released, h)
		}
	}
	if len(c.Acquired)+len(c.Released) == 0 {
		return nil
	}
	return []Outcome{c}
}

// errorResults returns the numbers of fn's results that are errors.
func errorResults(fn *ssa.Function) []int {
	var out []int
	for i := range fn.Signature.Results().Len() {
		if errval.Is(fn.Signature.Results().At(i).Type()) {
			out = append(out, i)
		}
	}
	return out
}
