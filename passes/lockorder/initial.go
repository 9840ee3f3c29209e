package lockorder

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/kinds"
	"github.com/conclint/conclint/internal/model"
	flow "github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/place"
)

// initial reports whether a cycle of one object's locks can't be, since one half of
// it initialises the object, unless that is done, and the other half has seen to it
// that it is: a Once that somebody has made by hand.
func (r *realizer) initial(a, b *model.Edge, x, y kinds.Object) bool {
	p, ok := x.In().(*ssa.Parameter)
	return ok && r.unlessDone(a, p) && r.hasDone(b, y.In(), p)
}

// unlessDone reports whether the function of e takes the second lock only if a flag
// of its parameter p is not set, which it looks at under the first one; and whether
// nobody takes the flag back without that lock.
func (r *realizer) unlessDone(e *model.Edge, p *ssa.Parameter) bool {
	from, to := e.Ways()
	graph := r.kinds().Graph()
	return slices.ContainsFunc(guards.Branches(to[0]), func(b guards.Branch) bool {
		cond, ok := b.Cond.(ssa.Instruction)
		atoms := graph.Atoms(b.Cond, b.Value)
		if !ok || len(atoms) != 1 {
			return false
		}
		flag := atoms[0]
		if !flow.Precedes(from[0], cond) || !within(flag.Place, graph.Places.Of(p)) {
			return false
		}
		yes := ssa.NewConst(constant.MakeBool(true), types.Typ[types.Bool])
		return isBool(b.Cond) && flag.Ends(yes) && !slices.ContainsFunc(r.pkg.Funcs(), func(f *model.Func) bool {
			return slices.ContainsFunc(graph.Writes(f.Fn), func(w guards.Write) bool {
				return guards.Key(w.Place) == guards.Key(flag.Place) && !(w.Val != nil && flag.Ends(w.Val)) && !r.holds(f, w.Instr, e.From)
			})
		})
	})
}

// isBool reports whether a condition is a flag rather than a comparison.
func isBool(cond ssa.Value) bool {
	_, comparison := cond.(*ssa.BinOp)
	return !comparison
}

// within reports whether p is a part of the object.
func within(p, object *place.Place) bool {
	for ; p != nil; p = p.Parent {
		if p == object {
			return true
		}
	}
	return false
}

// holds reports whether f holds a lock of the class whenever it comes to an
// instruction.
func (r *realizer) holds(f *model.Func, instr ssa.Instruction, class string) bool {
	return callee.InTestFile(f.Fn) || slices.ContainsFunc(r.pkg.Held(f, instr), func(h model.Holding) bool { return h.Class == class })
}

// hasDone reports whether the function of e takes its first lock only after it has
// called, with success, the function that initialises the parameter p, for object.
func (r *realizer) hasDone(e *model.Edge, object ssa.Value, p *ssa.Parameter) bool {
	for instr := range guards.Instrs(e.Func.Fn) {
		call, ok := instr.(*ssa.Call)
		if !ok || !flow.Precedes(call, e.First.Instr) || !initialises(call, object, p, maxWrappers) {
			continue
		}
		if call.Call.Signature().Results().Len() == 0 || succeeded(call, e.First.Instr) {
			return true
		}
	}
	return false
}

// maxWrappers is how many functions may lie around one that initialises an object.
const maxWrappers = 3

// initialises reports whether a call is one of p's function that passes object for
// p, be it through functions that do nothing else.
func initialises(call *ssa.Call, object ssa.Value, p *ssa.Parameter, depth int) bool {
	fn := callee.Body(&call.Call)
	i := slices.Index(call.Call.Args, object)
	if fn == nil || i < 0 || depth == 0 {
		return false
	}
	if fn == p.Parent() {
		return fn.Params[i] == p
	}
	if len(fn.Blocks) != 1 {
		return false
	}
	return slices.ContainsFunc(fn.Blocks[0].Instrs, func(instr ssa.Instruction) bool {
		inner, ok := instr.(*ssa.Call)
		return ok && initialises(inner, fn.Params[i], p, depth-1)
	})
}

// succeeded reports whether an instruction only runs if a call has returned no
// error.
func succeeded(call *ssa.Call, instr ssa.Instruction) bool {
	return slices.ContainsFunc(guards.Branches(instr), func(b guards.Branch) bool {
		cmp, ok := b.Cond.(*ssa.BinOp)
		if !ok || cmp.X != ssa.Value(call) {
			return false
		}
		c, ok := cmp.Y.(*ssa.Const)
		return ok && c.IsNil() && b.Value == (cmp.Op == token.EQL)
	})
}
