package ends

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// guarded reports whether an operation happens only in a certain state of the
// objects that it is about. That may be what keeps it from waiting for nobody.
func (w *world) guarded(op *Op) bool {
	b := op.Instr.Block()
	for d := b.Idom(); d != nil; d = d.Idom() {
		cond, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if ok && decides(d, b) && asksState(cond.Cond, 0) {
			return true
		}
	}
	return false
}

// decides reports whether only one way out of d leads to b.
func decides(d, b *ssa.BasicBlock) bool {
	return d.Succs[0].Dominates(b) != d.Succs[1].Dominates(b)
}

const maxCondition = 6

// asksState reports whether a condition depends on variables that others can
// see, or on whether a channel is ready.
func asksState(v ssa.Value, depth int) bool {
	if depth > maxCondition {
		return true
	}
	switch v := v.(type) {
	case *ssa.BinOp:
		return asksState(v.X, depth+1) || asksState(v.Y, depth+1)
	case *ssa.Phi:
		for _, e := range v.Edges {
			if asksState(e, depth+1) {
				return true
			}
		}
	case *ssa.UnOp:
		switch v.Op {
		case token.NOT:
			return asksState(v.X, depth+1)
		case token.MUL:
			switch v.X.(type) {
			case *ssa.FieldAddr, *ssa.Global, *ssa.FreeVar:
				return isFlag(v.Type())
			}
		case token.ARROW:
			return true
		}
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.Select:
			return !tuple.Blocking
		case *ssa.UnOp:
			return tuple.Op == token.ARROW
		}
	case *ssa.Call:
		if fn := v.Call.StaticCallee(); fn != nil {
			if obj, ok := origin(fn).Object().(*types.Func); ok {
				switch e, _ := syncop.Lookup(obj); e.Kind {
				case syncop.AtomicLoad, syncop.AtomicSwap, syncop.AtomicSwapIf, syncop.AtomicAdd, syncop.ContextErr:
					return true
				}
			}
		}
		return len(v.Call.Args) > 0 && isFlag(v.Type()) && !foreign(&v.Call)
	}
	return false
}

// foreign reports whether a call is of another package's function: that knows no
// state of ours.
func foreign(call *ssa.CallCommon) bool {
	fn := call.StaticCallee()
	return fn != nil && len(fn.Blocks) == 0
}

// isFlag reports whether values of the type can be flags or states.
func isFlag(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsBoolean|types.IsInteger) != 0
}
