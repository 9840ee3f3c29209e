package model

import (
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// step returns the states after one instruction.
func (s *solver) step(instr ssa.Instruction, st *state) []*state {
	switch instr := instr.(type) {
	case *ssa.Call:
		return s.call(instr, st)
	case *ssa.UnOp:
		if s.recording {
			s.waitFor(instr, s.places.Of(instr.X), st)
		}
	case *ssa.Defer:
		if isRangeBody(s.f.Fn) {
			return []*state{s.deferOutside(instr, st)}
		}
		return []*state{s.deferCall(instr, st)}
	case *ssa.RunDefers:
		return s.runDefers(st)
	case *ssa.Go:
		return []*state{s.spawn(instr, st)}
	case *ssa.Alloc:
		return []*state{s.allocate(instr, st)}
	case *ssa.Store:
		return []*state{s.store(instr, st)}
	case *ssa.MakeClosure:
		return []*state{s.makeClosure(instr, st)}
	case *ssa.Return:
		s.exit(exit{instr, instr.Results, st, Return})
	case *ssa.Panic:
		s.panics(instr, st)
		return nil
	}
	return []*state{st}
}

// call returns the states after a call, one for each way in which it can
// return. The instruction may also be a deferred call that now runs.
func (s *solver) call(instr ssa.CallInstruction, st *state) []*state {
	common := instr.Common()
	if e, ok := effect(common); ok {
		return s.libraryCall(instr, e, st)
	}
	if s.recording {
		s.callOfParameter(instr, st)
		s.noteCaller(instr, st)
		s.implied(instr, st)
	}
	targets := s.targets(instr)
	if s.recording {
		for i := range targets {
			s.calledFrom(&targets[i], st)
			s.splice(instr, &targets[i], st)
			s.spliceKeeps(instr, &targets[i])
		}
	}
	if len(targets) == 1 && targets[0].exact {
		states := s.outcomes(instr, &targets[0], st)
		for i, st := range states {
			states[i] = s.handedOut(instr, st)
		}
		return states
	}
	for i := range targets {
		st = s.mayAffect(instr, &targets[i], st)
	}
	if !common.IsInvoke() && common.StaticCallee() == nil && !s.panicsAgain {
		s.panics(instr, st) // who recovers expects what others provide to panic
	}
	return []*state{st}
}

// implied records what the methods do that a call calls on its arguments.
func (s *solver) implied(instr ssa.CallInstruction, st *state) {
	for _, c := range s.impliedBy(instr.Common()) {
		t := target{fn: c.fn, sum: s.summary(c.fn), args: []*place.Place{s.places.Of(c.receiver)}}
		if t.sum != nil {
			s.splice(instr, &t, st)
		}
	}
}

// libraryCall returns the states after a call of a function in the table.
func (s *solver) libraryCall(instr ssa.CallInstruction, e syncop.Effect, st *state) []*state {
	common := instr.Common()
	switch e.Kind {
	case syncop.Acquire:
		h := s.operand(instr, e)
		if d, ok := instr.(*ssa.Defer); ok {
			// Relocking what the function unlocked is one good use, and
			// locking for a call that was deferred before is the other.
			earlier := st.defers[:max(0, slices.Index(st.defers, d))]
			if l := st.lock(h.Place); (l.status == held || l.status == 0) && !s.releasePending(h.Place, earlier) {
				if site := s.site(d, h); l.status == held {
					s.f.DeferredLocks = append(s.f.DeferredLocks, site)
				} else {
					s.f.relocks = append(s.f.relocks, site)
				}
				return []*state{st.lose(h.Place)}
			}
		}
		return []*state{s.acquire(instr, h, st)}
	case syncop.TryAcquire:
		h := s.operand(instr, e)
		if call, ok := instr.(*ssa.Call); ok && unused(call) {
			s.f.IgnoredTries = append(s.f.IgnoredTries, s.site(instr, h))
			return []*state{st.lose(h.Place)}
		}
		// A lock that can't be had is somebody's, perhaps a caller's.
		taken, failed := st.acquire(h, s.site(instr, h)), st
		if st.lock(h.Place).status == free {
			failed = st.without(func(p *place.Place) bool { return p == h.Place })
		}
		if v, ok := instr.(ssa.Value); ok {
			a := s.isTrue(s.places.Of(v))
			taken = taken.knowing(taken.facts.with(a, true))
			failed = failed.knowing(failed.facts.with(a, false))
		}
		return []*state{taken, failed}
	case syncop.Release:
		return []*state{s.release(instr, s.operand(instr, e), st)}
	case syncop.Call, syncop.CallOnce:
		running := st
		if e.Kind == syncop.CallOnce {
			running = s.acquire(instr, Hold{s.places.Of(arg(common, 0)), syncop.Once}, st)
		}
		t, ok := s.function(arg(common, e.Operand))
		if !ok {
			if s.recording {
				s.callOf(instr, s.places.Of(arg(common, e.Operand)), st)
			}
			break
		}
		if t.sum.pure() {
			break
		}
		if s.recording {
			s.splice(instr, &t, running)
		}
		return []*state{s.loseEffects(instr, &t, st)}
	case syncop.Wait:
		if s.recording {
			s.waitFor(instr, s.places.Of(arg(common, e.Operand)), st)
		}
	case syncop.CallMethods:
		if s.recording {
			s.implied(instr, st)
		}
	case syncop.Exit:
		return nil
	case syncop.Unwind:
		s.panics(instr, st)
		return nil
	}
	return []*state{st}
}

// operand returns the lock that an operation of the table applies to. A
// Locker that is the read side of an RWMutex is that lock in read mode.
func (s *solver) operand(instr ssa.CallInstruction, e syncop.Effect) Hold {
	p := s.places.Of(arg(instr.Common(), e.Operand))
	if p.Kind == place.ReadSide {
		return Hold{p.Parent, syncop.Read}
	}
	return Hold{p, e.Mode}
}

func (s *solver) site(instr ssa.Instruction, h Hold) *Site {
	key := siteKey{instr, h}
	site := s.sites[key]
	if site == nil {
		site = &Site{Instr: instr, Pos: position(instr), Hold: h}
		s.sites[key] = site
	}
	return site
}

func (s *solver) acquire(instr ssa.CallInstruction, h Hold, st *state) *state {
	site := s.site(instr, h)
	if s.recording {
		s.event(instr, &Event{Kind: Acquires, Place: h.Place, Mode: h.Mode, Pos: instr.Pos(), quiet: s.quiet(instr.Pos())}, st)
	}
	return st.acquire(h, site)
}

func (s *solver) release(instr ssa.CallInstruction, h Hold, st *state) *state {
	site := s.site(instr, h)
	if s.recording {
		s.recordRelease(site, st)
	}
	return st.release(h, site)
}

// outcomes returns the states after a call of t, one for each outcome that st
// does not rule out.
func (s *solver) outcomes(instr ssa.CallInstruction, t *target, st *state) []*state {
	switch t.sum.Ends {
	case Exits:
		return nil
	case Unwinds:
		s.panics(instr, st)
		return nil
	}
	if len(t.sum.Requires) > 0 {
		when, possible := s.substWhen(instr, t, t.sum.Requires, st)
		if !possible {
			return nil
		}
		for _, f := range when {
			st = st.knowing(st.facts.with(f.atom, f.value))
		}
	}
	if !t.sum.effects() {
		return []*state{st}
	}
	if s.recording {
		s.recordNeeds(instr, t, st)
	}
	for _, p := range t.sum.Unclear {
		st = s.losePlace(s.subst(s.f.Fn, instr, t, p), st)
	}
	if len(t.sum.Outcomes) == 0 {
		return []*state{st}
	}
	var out []*state
	for _, o := range t.sum.Outcomes {
		if next := s.outcome(instr, t, &o, st); next != nil {
			out = append(out, next)
		}
	}
	return out
}

// outcome returns the state after a call that returned in the given way, or
// nil if st rules that out.
func (s *solver) outcome(instr ssa.CallInstruction, t *target, o *Outcome, st *state) *state {
	when, possible := s.substWhen(instr, t, o.When, st)
	if !possible {
		return nil
	}
	for _, f := range when {
		st = st.knowing(st.facts.with(f.atom, f.value))
	}
	for _, h := range o.Released {
		p := s.subst(s.f.Fn, instr, t, h.Place)
		if p == nil || p.Kind == place.Class {
			st = s.losePlace(p, st)
			continue
		}
		h.Place = p
		if s.recording {
			s.recordRelease(s.site(instr, h), st)
		}
		st = st.release(h, s.site(instr, h))
	}
	for _, a := range o.Acquired {
		p := s.subst(s.f.Fn, instr, t, a.Place)
		if p == nil || p.Kind == place.Class {
			continue // nobody here can name it, so nobody here can release it
		}
		h := Hold{p, a.Mode}
		site := s.site(instr, h)
		site.Event = a.Event
		site.Dropped = drops(instr, t.sum, a.Hold)
		st = st.acquire(h, site)
	}
	return st
}

// mayAffect returns st after a dynamic call that may have reached t. Only what
// the function itself does to locks can be at odds with that, so that is all
// that is given up.
func (s *solver) mayAffect(instr ssa.CallInstruction, t *target, st *state) *state {
	after := s.loseEffects(instr, t, st)
	if after == st {
		return st
	}
	for _, l := range after.locks {
		if l.status == lost && !s.named[l.place] && st.lock(l.place).status == 0 {
			after = after.without(func(p *place.Place) bool { return p == l.place })
		}
	}
	return after
}

// loseEffects returns st after a call that may or may not have reached t.
func (s *solver) loseEffects(instr ssa.CallInstruction, t *target, st *state) *state {
	lose := func(p *place.Place) { st = s.losePlace(s.subst(s.f.Fn, instr, t, p), st) }
	for _, p := range t.sum.Unclear {
		lose(p)
	}
	for _, o := range t.sum.Outcomes {
		for _, h := range o.Released {
			lose(h.Place)
		}
		for _, a := range o.Acquired {
			lose(a.Place)
		}
	}
	return st
}

// losePlace returns st with p's state unknown, or with that of all locks of
// the class if p is only known by its class.
func (s *solver) losePlace(p *place.Place, st *state) *state {
	if p == nil {
		return st
	}
	if p.Kind != place.Class {
		return st.lose(p)
	}
	for _, l := range st.locks {
		if l.place.Class() == p.Name {
			st = st.lose(l.place)
		}
	}
	return st
}

// deferCall returns st with the call pending. A second round of a loop that
// defers the same call adds nothing new.
func (s *solver) deferCall(d *ssa.Defer, st *state) *state {
	for _, old := range st.defers {
		if old == d {
			return st
		}
	}
	t := *st
	t.defers = append(st.defers[:len(st.defers):len(st.defers)], d)
	return &t
}

// runDefers returns the states after the pending calls have run.
func (s *solver) runDefers(st *state) []*state {
	states := []*state{st}
	for i := len(st.defers) - 1; i >= 0; i-- {
		var next []*state
		for _, st := range states {
			if s.recording && s.loops != nil {
				s.observe(st.defers[i], st)
			}
			next = append(next, s.call(st.defers[i], st)...)
		}
		states = next
	}
	out := make([]*state, len(states))
	for i, st := range states {
		t := *st
		t.defers = nil
		out[i] = &t
	}
	return out
}

// panics ends a path in a panic or in runtime.Goexit. It matters only where a
// deferred call recovers, so that the function returns after all: code that
// dies with a lock held is dying of something else. What a deferred call releases
// on some path it releases if there is a panic.
func (s *solver) panics(instr ssa.Instruction, st *state) {
	if _, deferred := instr.(*ssa.Defer); !s.recording || !s.recovers || deferred {
		return
	}
	for _, l := range st.holds() {
		if s.releasePending(l.place, st.defers) {
			st = st.lose(l.place)
		}
	}
	for _, st := range s.runDefers(st) {
		s.exit(exit{instr, nil, st, Recovered})
	}
}

// spawn returns st after a goroutine was started: locks that it releases are
// handed over to it.
func (s *solver) spawn(instr *ssa.Go, st *state) *state {
	for _, t := range s.targets(instr) {
		s.contexts.open[t.fn] = true
		st = s.loseEffects(instr, &t, st)
		for _, p := range t.sum.Needs {
			st = s.losePlace(s.subst(s.f.Fn, instr, &t, p), st)
		}
	}
	return st
}

// store returns st after a value was stored.
func (s *solver) store(instr *ssa.Store, st *state) *state {
	if s.loops == nil {
		return st
	}
	addr := s.places.Of(instr.Addr)
	p := s.places.Deref(addr)
	// What is written once is what was written, and stays what it is.
	once := p.Kind != place.Deref || p.Parent != addr
	// What was reached through the old pointer, or through one in the old
	// struct, has no name any more.
	for _, l := range st.locks {
		if !once && l.place != p && below(l.place, p) || l.place != addr && below(l.place, addr) {
			st = st.lose(l.place)
		}
	}
	if once {
		return st
	}
	fs := st.facts.without(func(q *place.Place) bool { return q.Kind == place.Len && q.Parent == p })
	return st.knowing(s.assign(fs, p, instr.Val))
}

// allocate returns st after a variable was made, which has its zero value then.
func (s *solver) allocate(a *ssa.Alloc, st *state) *state {
	zero := zeroValue(a)
	if s.loops == nil || zero == nil {
		return st
	}
	p := s.places.Deref(s.places.Of(a))
	if p.Kind != place.Deref || p.Parent != s.places.Of(a) {
		return st
	}
	return st.knowing(s.assign(st.facts, p, zero))
}

// zeroValue returns what a variable that conditions may be about contains at
// first, or nil for other variables.
func zeroValue(a *ssa.Alloc) *ssa.Const {
	t := a.Type().Underlying().(*types.Pointer).Elem()
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsBoolean != 0 {
			return ssa.NewConst(constant.MakeBool(false), t)
		}
	case *types.Pointer, *types.Interface, *types.Signature, *types.Map, *types.Chan, *types.Slice:
		return ssa.NewConst(nil, t)
	}
	return nil
}

// makeClosure returns st after a function literal or method value was made. If
// it goes anywhere but into calls and local variables, the locks that it
// changes can change at any time.
func (s *solver) makeClosure(mc *ssa.MakeClosure, st *state) *state {
	t, ok := s.function(mc)
	if !ok {
		return st
	}
	if !t.sum.effects() {
		return st
	}
	if s.recording {
		s.recordReleaser(mc, &t, st)
	}
	if !s.leaves(mc) {
		return st
	}
	return s.loseEffects(nil, &t, st)
}
