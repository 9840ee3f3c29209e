package ends

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/model"
)

// holder is a function that holds a lock when something is done to an object, by
// itself or by what it calls.
type holder struct {
	fn     *model.Func
	instr  ssa.Instruction // in fn
	object ssa.Value       // what leads fn to the object
	lock   model.Holding
}

// maxHolders is how many calls may lie between where a lock is held and what is
// done meanwhile.
const maxHolders = 3

// holders returns who holds locks when fn comes to an instruction: fn, or those of
// its callers that hand it the object.
func (w *world) holders(fn *ssa.Function, instr ssa.Instruction, object ssa.Value, depth int) []holder {
	f := w.funcs[fn]
	if f == nil || f.Truncated {
		return nil
	}
	var out []holder
	for _, h := range w.pkg.Held(f, instr) {
		out = append(out, holder{f, instr, object, h})
	}
	i := slices.IndexFunc(fn.Params, func(p *ssa.Parameter) bool { return ssa.Value(p) == base(object) })
	if depth == maxHolders || i < 0 {
		return out
	}
	free := f.Locks(instr).Free
	for _, u := range w.actors.uses[fn] {
		call, ok := u.instr.(ssa.CallInstruction)
		if !ok || u.how != calls || i >= len(call.Common().Args) || w.actors.callee(call) != fn {
			continue
		}
		for _, h := range w.holders(origin(u.by), call, call.Common().Args[i], depth+1) {
			// What fn releases before is not held any more.
			if !slices.ContainsFunc(free, func(l model.Hold) bool { return l.Place.Class() == h.lock.Class }) {
				out = append(out, h)
			}
		}
	}
	return out
}

// base returns what the address or value v is part of.
func base(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.UnOp:
			v = x.X
		default:
			return v
		}
	}
}
