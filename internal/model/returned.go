package model

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// This file follows functions that functions return, as in
// "unlock := s.lock()": they are what releases the lock.

// Releaser is a result of a function that is itself a function: calling it
// releases locks.
type Releaser struct {
	Result   int
	Released []Hold
}

// returnedFunction returns the function that result i of a call is, if the
// callee always returns the same: a literal or method value that it makes, or
// what such a function returned to it.
func (b *builder) returnedFunction(call *ssa.Call, i int) (target, bool) {
	callee := call.Call.StaticCallee()
	if callee == nil {
		return target{}, false
	}
	if callee = origin(callee); i >= callee.Signature.Results().Len() || !isFunc(callee.Signature.Results().At(i).Type()) {
		return target{}, false
	}
	if len(callee.Blocks) == 0 {
		return b.importedReleaser(call, i)
	}
	v := b.onlyResult(callee, i)
	if v == nil || b.asking[callee] {
		return target{}, false
	}
	b.asking[callee] = true
	t, ok := b.function(v)
	delete(b.asking, callee)
	if !ok {
		return target{}, false
	}
	// What the function refers to is now said from the caller's point of view.
	move := func(ps []*place.Place) []*place.Place {
		var out []*place.Place
		for _, p := range ps {
			out = append(out, b.made(call, p))
		}
		return out
	}
	t.args, t.bindings = move(t.args), move(t.bindings)
	t.makers = append(slices.Clip(t.makers), call)
	return t, true
}

// importedReleaser returns what is known of the function that a call of an
// imported function returns as its result i.
func (b *builder) importedReleaser(call *ssa.Call, i int) (target, bool) {
	sum := b.summary(origin(call.Call.StaticCallee()))
	if sum == nil {
		return target{}, false
	}
	for _, r := range sum.Releasers {
		if r.Result == i {
			t := target{exact: true, sum: &Summary{Outcomes: []Outcome{{Released: r.Released}}}}
			for _, a := range call.Call.Args {
				t.args = append(t.args, b.places.Of(a))
			}
			return t, true
		}
	}
	return target{}, false
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// onlyResult returns the one value other than nil that fn returns as result i,
// or nil if it returns several.
func (b *builder) onlyResult(fn *ssa.Function, i int) ssa.Value {
	var only ssa.Value
	for _, v := range returned(fn)[i] {
		if c, ok := v.(*ssa.Const); ok && c.IsNil() {
			continue
		}
		p := b.places.Of(v)
		if p.Kind != place.Local || p.Value.Parent() != fn || only != nil && only != p.Value {
			return nil
		}
		only = p.Value
	}
	return only
}

// handsOut reports whether a function returns v, a function value, in such a
// way that its callers can tell what they get and what it will do.
func (b *builder) handsOut(ret *ssa.Return, v ssa.Value) bool {
	i := slices.Index(ret.Results, v)
	if i < 0 || slices.Contains(ret.Results[i+1:], v) {
		return false
	}
	p := b.places.Of(v)
	if p.Kind != place.Local || b.onlyResult(ret.Parent(), i) != p.Value {
		return false
	}
	t, ok := b.function(v)
	return ok && t.releasesOnly()
}

// releasesOnly reports whether all that calling t does to the set of held locks
// is to release some.
func (t *target) releasesOnly() bool {
	if t.sum == nil {
		return false
	}
	os := t.sum.Outcomes
	return len(t.sum.Unclear) == 0 && len(os) == 1 && len(os[0].Acquired) == 0
}

// releasers returns what the functions that fn returns release.
func (s *solver) releasers() []Releaser {
	var out []Releaser
	results := s.f.Fn.Signature.Results()
	for i := range results.Len() {
		if !isFunc(results.At(i).Type()) {
			continue
		}
		v := s.onlyResult(s.f.Fn, i)
		if v == nil {
			continue
		}
		t, ok := s.function(v)
		if !ok || !t.sum.effects() || !t.releasesOnly() {
			continue
		}
		r := Releaser{Result: i}
		for _, h := range t.sum.Outcomes[0].Released {
			if p := s.subst(s.f.Fn, nil, &t, h.Place); p != nil {
				if p = s.lift(s.f.Fn, p, nil); p != nil {
					r.Released = append(r.Released, Hold{p, h.Mode})
				}
			}
		}
		out = append(out, r)
	}
	return out
}

// handedOut returns st after a call that returned functions which release
// locks: where the caller passes one on, the locks can change at any time.
func (s *solver) handedOut(instr ssa.CallInstruction, st *state) *state {
	results := instr.Common().Signature().Results()
	for i := range results.Len() {
		if !isFunc(results.At(i).Type()) {
			continue
		}
		v := resultOf(instr, i)
		if v == nil || !s.leaves(v) {
			continue
		}
		if t, ok := s.function(v); ok && t.sum.effects() {
			st = s.loseEffects(nil, &t, st)
		}
	}
	return st
}

// loseReturned gives up on the locks that an exit holds and whose addresses it may
// return, unless all do: whoever gets one releases it under another name.
func (s *solver) loseReturned() {
	for i := range s.exits {
		e := &s.exits[i]
		for _, l := range e.state.holds() {
			for j, v := range e.results {
				same := j < len(s.f.Summary.Returned) && s.f.Summary.Returned[j] != nil
				if !same && s.mayBe(v, l.place, nil) {
					e.state = e.state.lose(l.place)
				}
			}
		}
	}
}

// mayBe reports whether v is p on some path; seen are the phis on the way to v.
func (s *solver) mayBe(v ssa.Value, p *place.Place, seen []*ssa.Phi) bool {
	phi, ok := v.(*ssa.Phi)
	if !ok || s.places.Of(v) == p {
		return s.places.Of(v) == p
	}
	return !slices.Contains(seen, phi) && slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool {
		return s.mayBe(e, p, append(seen, phi))
	})
}

// drops reports whether a call of a function with the summary ignores the
// result that would release h, a lock in the function's terms.
func drops(instr ssa.CallInstruction, sum *Summary, h Hold) bool {
	return slices.ContainsFunc(sum.Releasers, func(r Releaser) bool {
		v := resultOf(instr, r.Result)
		return slices.Contains(r.Released, h) && (v == nil || unused(v))
	})
}

// made translates a place of a called function's body into one of its caller,
// or into "some object of its class".
func (b *builder) made(call *ssa.Call, p *place.Place) *place.Place {
	if p == nil {
		return nil
	}
	q := b.places.Subst(p, func(root *place.Place) *place.Place { return b.argument(call, root) })
	if q == nil {
		return b.places.Some(p)
	}
	return q
}

// passed translates root, a parameter of what the first call calls, into what
// the last call's caller passed for it.
func (b *builder) passed(calls []*ssa.Call, root *place.Place) *place.Place {
	p := root
	for _, call := range calls {
		p = b.places.Subst(p, func(root *place.Place) *place.Place { return b.argument(call, root) })
		if p == nil {
			return nil
		}
	}
	return p
}

// argument returns the argument that a call passes for root, a parameter of
// the called function.
func (b *builder) argument(call *ssa.Call, root *place.Place) *place.Place {
	param, ok := root.Value.(*ssa.Parameter)
	if !ok {
		return nil
	}
	for i, q := range param.Parent().Params {
		if q == param && i < len(call.Call.Args) {
			return b.places.Of(call.Call.Args[i])
		}
	}
	return nil
}
