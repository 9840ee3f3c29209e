package ctxleak

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/loop"
)

// atMostOnce reports whether an instruction runs at most once while the loop goes
// round, since it only does when a timer from outside the loop has gone off.
func atMostOnce(instr ssa.Instruction, l *loop.Loop) bool {
	for b := instr.Block(); b != nil && l.Blocks[b]; b = b.Idom() {
		if slices.ContainsFunc(b.Instrs, func(i ssa.Instruction) bool {
			recv, ok := i.(*ssa.UnOp)
			return ok && recv.Op == token.ARROW && i != instr && firesOnce(recv.X, l)
		}) {
			return true
		}
	}
	return slices.ContainsFunc(guards.Branches(instr), func(b guards.Branch) bool {
		ch := chosen(b)
		return ch != nil && l.Blocks[b.Block()] && firesOnce(ch, l)
	})
}

// chosen returns the channel from which a select has received if the branch is
// taken, or nil.
func chosen(b guards.Branch) ssa.Value {
	cmp, ok := b.Cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL || !b.Value {
		return nil
	}
	e, ok := cmp.X.(*ssa.Extract)
	n, isConst := cmp.Y.(*ssa.Const)
	if !ok || e.Index != 0 || !isConst {
		return nil
	}
	sel, ok := e.Tuple.(*ssa.Select)
	if !ok {
		return nil
	}
	if st := sel.States[n.Int64()]; st.Dir == types.RecvOnly {
		return st.Chan
	}
	return nil
}

// firesOnce reports whether a channel is that of a timer which is made outside the
// loop and goes off once.
func firesOnce(ch ssa.Value, l *loop.Loop) bool {
	if call, ok := ch.(*ssa.Call); ok {
		return isFunc(callee.Named(&call.Call), timePath, "", "After") && !l.Blocks[call.Block()]
	}
	load, ok := ch.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	timer, ok := field.X.(*ssa.Call)
	return ok && isFunc(callee.Named(&timer.Call), timePath, "", "NewTimer") && !l.Blocks[timer.Block()] &&
		!slices.ContainsFunc(*timer.Referrers(), func(use ssa.Instruction) bool { return rearms(use, timer) })
}

// rearms reports whether a use of a timer may let it go off a second time: resetting
// it after it has been stopped in time does not, and neither does what its channel
// is for.
func rearms(use ssa.Instruction, timer *ssa.Call) bool {
	switch use := use.(type) {
	case *ssa.DebugRef, *ssa.FieldAddr:
		return false
	case ssa.CallInstruction:
		fn := callee.Named(use.Common())
		if isFunc(fn, timePath, "Timer", "Stop") {
			return false
		}
		return !isFunc(fn, timePath, "Timer", "Reset") || !slices.ContainsFunc(guards.Branches(use), func(b guards.Branch) bool {
			stop, ok := b.Cond.(*ssa.Call)
			return ok && b.Value && isFunc(callee.Named(&stop.Call), timePath, "Timer", "Stop") && stop.Call.Args[0] == ssa.Value(timer)
		})
	}
	return true
}
