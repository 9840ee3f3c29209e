package ctxleak

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
)

// step follows a path through an instruction. It reports false if the path
// ends, because somebody else takes care or because nobody ever will.
func (t *tracer) step(instr ssa.Instruction, st *state) bool {
	if v, ok := instr.(ssa.Value); ok && !t.isResult(v) {
		st.forget(v)
	}
	st.touch(instr)
	if t.givesObject(instr, st) {
		t.out.handed = true
		return false
	}
	switch instr := instr.(type) {
	case *ssa.Call:
		switch {
		case instr == t.src.call:
			return t.again(st)
		case st.holds(instr.Call.Value):
			t.out.called = append(t.out.called, instr)
			return false
		case t.c.endings.Ends(instr):
			return false
		}
		return t.passes(instr, st)
	case *ssa.Defer:
		return t.deferCall(instr, st)
	case *ssa.Alloc:
		st.set(instr, false) // a new variable
		return true
	case *ssa.UnOp:
		if instr.Op == token.ARROW && t.isDone(instr.X, st) {
			t.out.over = true
			return false
		}
		st.set(instr, instr.Op == token.MUL && st.holds(instr.X))
		return true
	case *ssa.ChangeType:
		st.set(instr, st.holds(instr.X))
		return true
	case *ssa.MakeClosure:
		return t.literal(instr, st)
	case *ssa.Store:
		return t.store(instr, st)
	case *ssa.Return:
		t.end(instr, st)
		return false
	case *ssa.Panic:
		return false
	case *ssa.Extract, *ssa.BinOp, *ssa.If, *ssa.Jump, *ssa.DebugRef, *ssa.RunDefers:
		return true
	}
	return !t.c.endings.Ends(instr) && t.passes(instr, st)
}

// isResult reports whether v is a result of the call that the tracer follows.
// What is known of those is known from the start.
func (t *tracer) isResult(v ssa.Value) bool {
	e, ok := v.(*ssa.Extract)
	return ok && e.Tuple == ssa.Value(t.src.call)
}

// again is step for the call itself: the loop comes round and makes the next.
func (t *tracer) again(st *state) bool {
	if st.deferred != nil {
		t.out.piles = append(t.out.piles, st.deferred)
		return false
	}
	// What is computed behind the call is computed anew before anybody can
	// use it: only variables around the loop can still have the old one.
	for _, v := range results(t.src.call) {
		if v != nil {
			st.forget(v)
		}
	}
	st.holders = slices.DeleteFunc(st.holders, func(v ssa.Value) bool {
		instr, ok := v.(ssa.Instruction)
		return !ok || instr == ssa.Instruction(t.src.call) || order.Precedes(t.src.call, instr)
	})
	if len(st.holders) == 0 {
		if len(st.unused) == 0 && len(st.objects) == 0 {
			t.out.lost = append(t.out.lost, loss{t.src.call, true})
		}
		return false
	}
	return true
}

// deferCall is step for a deferred call.
func (t *tracer) deferCall(d *ssa.Defer, st *state) bool {
	if !st.holds(d.Call.Value) {
		return t.passes(d, st)
	}
	t.out.called = append(t.out.called, d)
	if !t.loops {
		return false
	}
	st.deferred = d
	return true
}

// end is step for a return.
func (t *tracer) end(ret *ssa.Return, st *state) {
	if st.deferred != nil {
		if isRangeBody(ret.Parent()) && st.deferred.DeferStack != nil && goesOn(ret) {
			t.out.piles = append(t.out.piles, st.deferred)
		}
		return
	}
	for i, v := range ret.Results {
		if st.holds(v) {
			t.out.returned[ret] = i
			return
		}
	}
	if len(st.unused) == 0 {
		t.out.lost = append(t.out.lost, loss{ret, false})
	}
}

// isRangeBody reports whether fn is the body of a range-over-func loop.
func isRangeBody(fn *ssa.Function) bool { return fn.Synthetic == "range-over-func yield" }

// goesOn reports whether a return of a range-over-func loop's body asks for the
// next iteration.
func goesOn(ret *ssa.Return) bool {
	if len(ret.Results) != 1 {
		return false
	}
	c, ok := ret.Results[0].(*ssa.Const)
	return ok && truth(c)
}

// store is step for an assignment.
func (t *tracer) store(s *ssa.Store, st *state) bool {
	var deps []ssa.Value
	st.overwrite(t.names.name(s.Addr, st, &deps, maxDepth))
	if !st.holds(s.Val) {
		st.set(s.Addr, false)
		return true
	}
	if t.keep(s, st) {
		return true
	}
	a, ok := s.Addr.(*ssa.Alloc)
	if !ok || !t.follows(a, s) {
		t.out.handed = true
		return false
	}
	st.set(a, true)
	return true
}

// follows reports whether all uses of a variable are such that the tracer
// understands, and all literals that capture it are made after it was set. One
// that was made before may have gone anywhere.
func (t *tracer) follows(a *ssa.Alloc, set *ssa.Store) bool {
	return !slices.ContainsFunc(*a.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
			return false
		case *ssa.UnOp:
			return ref.Op != token.MUL
		case *ssa.Store:
			return ref.Addr != ssa.Value(a)
		case *ssa.MakeClosure:
			use := captured(ref, a)
			return use == writes || use == uses && !order.Precedes(set, ref)
		}
		return true
	})
}

// literal is step for a function literal: one that calls the function that the
// tracer follows stands for it.
func (t *tracer) literal(mc *ssa.MakeClosure, st *state) bool {
	st.set(mc, false)
	for _, v := range mc.Bindings {
		if st.holds(v) && captured(mc, v) != ignores {
			st.set(mc, true)
			return true
		}
	}
	return true
}

// passes is step for all that is not special: whoever gets hold of the function
// takes care of it, unless it can be seen that he does not.
func (t *tracer) passes(instr ssa.Instruction, st *state) bool {
	if t.exempt != nil && t.exempt(instr) {
		return true
	}
	if v, ok := instr.(ssa.Value); ok {
		st.set(v, false)
	}
	call, isCall := instr.(ssa.CallInstruction)
	for _, op := range instr.Operands(nil) {
		if *op == nil || !st.holds(*op) {
			continue
		}
		if isCall && *op != call.Common().Value && ignoresArg(call.Common(), *op) {
			continue
		}
		t.out.handed = true
		return false
	}
	return true
}
