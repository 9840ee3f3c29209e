package ctxleak

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/loop"
)

// firesOnce reports whether an instruction in a loop only runs when a timer fires
// that was started before the loop and fires once: it is only started anew where
// it was stopped in time.
func firesOnce(instr ssa.Instruction, l *loop.Loop) bool {
	for _, b := range guards.Branches(instr) {
		if timer := timerOf(b); timer != nil && !l.Blocks[timer.Block()] && neverAgain(timer) {
			return true
		}
	}
	return false
}

// timerOf returns the call that made the timer of the case of a select statement
// that a branch leads to, or nil.
func timerOf(b guards.Branch) *ssa.Call {
	cmp, ok := b.Cond.(*ssa.BinOp)
	if !ok || !b.Value || cmp.Op != token.EQL {
		return nil
	}
	e, ok := cmp.X.(*ssa.Extract)
	k, isConst := cmp.Y.(*ssa.Const)
	if !ok || e.Index != 0 || !isConst {
		return nil
	}
	sel, ok := e.Tuple.(*ssa.Select)
	if !ok {
		return nil
	}
	i, exact := constant.Int64Val(k.Value)
	if !exact || i < 0 || int(i) >= len(sel.States) {
		return nil
	}
	switch ch := sel.States[i].Chan.(type) {
	case *ssa.Call:
		if isFunc(callee.Named(&ch.Call), timePath, "", "After") {
			return ch
		}
	case *ssa.UnOp:
		if field, ok := ch.X.(*ssa.FieldAddr); ok && ch.Op == token.MUL {
			if call, ok := field.X.(*ssa.Call); ok && isFunc(callee.Named(&call.Call), timePath, "", "NewTimer") {
				return call
			}
		}
	}
	return nil
}

// neverAgain reports whether a timer cannot fire twice, or the channel of
// time.After is not handed on: every Reset is one of a timer that Stop has found
// running.
func neverAgain(timer *ssa.Call) bool {
	return !slices.ContainsFunc(*timer.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			return !onlyRead(ref)
		case *ssa.Select, *ssa.DebugRef:
			return false
		case ssa.CallInstruction:
			fn := callee.Named(ref.Common())
			return !isFunc(fn, timePath, "Timer", "Stop") && !(isFunc(fn, timePath, "Timer", "Reset") && stopped(ref, timer))
		}
		return true
	})
}

// stopped reports whether an instruction only runs if the timer was stopped before
// it fired.
func stopped(instr ssa.Instruction, timer *ssa.Call) bool {
	return slices.ContainsFunc(guards.Branches(instr), func(b guards.Branch) bool {
		call, ok := b.Cond.(*ssa.Call)
		return ok && b.Value && isFunc(callee.Named(&call.Call), timePath, "Timer", "Stop") && call.Call.Args[0] == ssa.Value(timer)
	})
}
