package chanblock

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/syncop"
)

// uses are all operations on a channel that one function makes and uses, it and
// the literals in it. They are what a fix has to reckon with.
type uses struct {
	made   *ssa.MakeChan
	sends  []*ssa.Send
	recvs  []*ssa.UnOp
	closes []ssa.CallInstruction

	// selects are the selects that receive from it.
	selects []*ssa.Select

	seen map[ssa.Value]bool
}

// usesOf returns the uses of a channel, or nil if there may be others.
func usesOf(made *ssa.MakeChan) *uses {
	u := &uses{made: made, seen: make(map[ssa.Value]bool)}
	if !u.value(made) {
		return nil
	}
	return u
}

// value adds what is done with the channel v.
func (u *uses) value(v ssa.Value) bool {
	if u.seen[v] {
		return true
	}
	u.seen[v] = true
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Send:
			if ref.X == v {
				return false // a channel of channels
			}
			u.sends = append(u.sends, ref)
		case *ssa.UnOp:
			u.recvs = append(u.recvs, ref)
		case *ssa.Select:
			for _, st := range ref.States {
				if st.Send == v || st.Chan == v && st.Send != nil {
					return false
				}
			}
			u.selects = append(u.selects, ref)
		case *ssa.ChangeType:
			if !u.value(ref) {
				return false
			}
		case *ssa.Store:
			if ref.Val != v || !u.variable(ref.Addr, ref) {
				return false
			}
		case ssa.CallInstruction:
			if !u.call(ref, v) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// variable adds what is done with the channel in a local variable, which set
// is the only one to assign to.
func (u *uses) variable(addr ssa.Value, set *ssa.Store) bool {
	switch addr.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
	default:
		return false
	}
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if ref != set {
				return false
			}
		case *ssa.UnOp:
			if ref.Op != token.MUL || !u.value(ref) {
				return false
			}
		case *ssa.MakeClosure:
			if !u.variable(free(ref, addr), set) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// free returns the free variable that a closure captures v as.
func free(c *ssa.MakeClosure, v ssa.Value) ssa.Value {
	return c.Fn.(*ssa.Function).FreeVars[slices.Index(c.Bindings, v)]
}

// call adds what a call does with its argument v: closes it, or calls a
// literal with it.
func (u *uses) call(call ssa.CallInstruction, v ssa.Value) bool {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok && b.Name() == "close" {
		u.closes = append(u.closes, call)
		return true
	}
	fn := common.StaticCallee()
	if fn == nil || fn.Parent() == nil {
		return false
	}
	for n, arg := range common.Args {
		if arg == v && !u.value(fn.Params[n]) {
			return false
		}
	}
	return true
}

// started returns the instruction that calls a literal or starts it as a
// goroutine, if there is only one.
func started(fn *ssa.Function) (site ssa.CallInstruction, spawned bool) {
	var refs []ssa.Instruction
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			if slices.ContainsFunc(instr.Operands(nil), func(v *ssa.Value) bool { return *v == fn }) {
				refs = append(refs, instr)
			}
		}
	}
	if len(refs) == 1 {
		if c, ok := refs[0].(*ssa.MakeClosure); ok {
			refs = slices.DeleteFunc(slices.Clone(*c.Referrers()), isDebug)
		}
	}
	if len(refs) != 1 {
		return nil, false
	}
	call, ok := refs[0].(ssa.CallInstruction)
	if !ok {
		return nil, false
	}
	_, spawned = call.(*ssa.Go)
	if callee := call.Common().StaticCallee(); callee != fn {
		if callee == nil {
			return nil, false
		}
		spawned = isSpawn(callee)
		if !spawned {
			return nil, false
		}
	}
	return call, spawned
}

func isDebug(instr ssa.Instruction) bool {
	_, ok := instr.(*ssa.DebugRef)
	return ok
}

// isSpawn reports whether a function starts a goroutine, as WaitGroup.Go does.
func isSpawn(fn *ssa.Function) bool {
	if o := fn.Origin(); o != nil {
		fn = o
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return false
	}
	e, ok := syncop.Lookup(obj)
	return ok && e.Kind == syncop.Spawn
}

// again reports whether control can come back to an instruction without coming
// through the one that makes the channel.
func (u *uses) again(instr ssa.Instruction) bool { return order.Reaches(instr, instr, u.made) }
