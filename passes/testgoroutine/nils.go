package testgoroutine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/spawn"
)

// This file finds errors that are always nil: what is only done if there is one is
// never done.

// inVain reports whether a call that ends a test if an error is not nil never does
// so, in a function that is called as the frame says: the error is always nil, or
// the call comes after a check that finds it is, or the call that leads there does.
func (c *checker) inVain(f *frame, call ssa.CallInstruction) bool {
	n := nils{c, maxNils, make(map[*ssa.Phi]*frame)}
	if err := assertedNil(call.Common()); err != nil && n.always(f, err, call) {
		return true
	}
	for ; f != nil; f = f.up {
		if n.never(f, call) {
			return true
		}
		call = f.call
	}
	return false
}

// assertedNil returns what a call asserts to be nil, if that is all it does.
func assertedNil(call *ssa.CallCommon) ssa.Value {
	fn := callee.Named(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != require || call.IsInvoke() || len(call.Args) < 2 {
		return nil
	}
	switch fn.Name() {
	case "NoError", "NoErrorf", "Nil", "Nilf":
		return call.Args[1] // after the test, or what New made of it
	}
	return nil
}

// maxNils is how many values are looked at to see that one is always nil.
const maxNils = 100

// nils answers one question about nil.
type nils struct {
	c    *checker
	left int                 // values that may still be looked at
	phis map[*ssa.Phi]*frame // those that are being looked at, or are nil
}

// never reports whether control never comes to an instruction of the frame's
// function, since it only does if something is not nil that always is.
func (n *nils) never(f *frame, instr ssa.Instruction) bool {
	for _, b := range guards.Branches(instr) {
		if v, isNil := nilTest(b); v != nil && !isNil && n.always(f, v, b.If) {
			return true
		}
	}
	return false
}

// nilTest returns the value that must be nil, or must not be, for a branch to be
// taken.
func nilTest(b guards.Branch) (v ssa.Value, isNil bool) {
	cmp, ok := b.Cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return nil, false
	}
	for _, ops := range [2][2]ssa.Value{{cmp.X, cmp.Y}, {cmp.Y, cmp.X}} {
		if zero, ok := ops[1].(*ssa.Const); ok && zero.IsNil() {
			return ops[0], b.Value == (cmp.Op == token.EQL)
		}
	}
	return nil, false
}

// always reports whether v, of the frame's function, is nil whenever control comes
// to an instruction of it, or, if that is nil, to any that there is.
func (n *nils) always(f *frame, v ssa.Value, at ssa.Instruction) bool {
	if n.left--; n.left < 0 {
		return false
	}
	if at != nil && slices.ContainsFunc(guards.Branches(at), func(b guards.Branch) bool {
		tested, isNil := nilTest(b)
		return isNil && n.same(tested, v)
	}) {
		return true
	}
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil()
	case *ssa.ChangeInterface:
		return n.always(f, v.X, at)
	case *ssa.Phi:
		return n.phi(f, v)
	case *ssa.Parameter:
		if i := f.Param(v); i >= 0 && f.call != nil {
			return n.always(f.of(f.call.Parent()), f.Args[i], f.call)
		}
	case *ssa.UnOp:
		return v.Op == token.MUL && n.loaded(f, v)
	case *ssa.Call:
		return n.result(f, v, 0)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return n.result(f, call, v.Index)
		}
	}
	return false
}

// loaded is always for what is loaded from a variable: one that is given its value
// once, or one that only its own function has, such as a result of one that defers.
func (n *nils) loaded(f *frame, load *ssa.UnOp) bool {
	// An interface with a nil pointer in it is not nil, though their places are the same.
	p := n.c.places.Of(load)
	if p.Kind == place.Local && p.Value != load && types.IsInterface(p.Value.Type()) == types.IsInterface(load.Type()) {
		return n.always(f.of(p.Value.Parent()), p.Value, nil)
	}
	a, ok := load.X.(*ssa.Alloc)
	return ok && !slices.ContainsFunc(*a.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.Store:
			return ref.Addr != a || !n.always(f, ref.Val, ref) && !n.never(f, ref)
		case *ssa.UnOp, *ssa.DebugRef:
			return false
		}
		return true
	})
}

// phi is always for a phi: one that depends on itself is what else it may be.
func (n *nils) phi(f *frame, v *ssa.Phi) bool {
	if n.phis[v] == f {
		return true
	}
	n.phis[v] = f
	for i, e := range v.Edges {
		pred := v.Block().Preds[i]
		if !n.always(f, e, pred.Instrs[len(pred.Instrs)-1]) {
			return false
		}
	}
	return true
}

// same reports whether two values are the same one, perhaps kept in a variable.
func (n *nils) same(a, b ssa.Value) bool {
	p, q := n.c.places.Of(a), n.c.places.Of(b)
	return a == b || p == q && p.Kind == place.Local
}

// result reports whether a result of a call is nil whenever it returns.
func (n *nils) result(f *frame, call *ssa.Call, i int) bool {
	fn, ok := n.c.calls(f, &call.Call)
	if !ok || len(fn.Fn.Blocks) == 0 {
		return false
	}
	inner := &frame{fn, f, call}
	return !slices.ContainsFunc(fn.Fn.Blocks, func(b *ssa.BasicBlock) bool {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		return ok && !n.always(inner, ret.Results[i], ret) && !n.never(inner, ret)
	})
}

// calls returns the function that a call in the frame's function reaches, also if
// that is one that it was given.
func (c *checker) calls(f *frame, call *ssa.CallCommon) (spawn.Func, bool) {
	if fn, ok := spawn.Reached(c.places, call); ok || call.IsInvoke() {
		return fn, ok
	}
	fn, ok := spawn.In(c.place(f, call.Value))
	fn.Args = call.Args
	return fn, ok
}
