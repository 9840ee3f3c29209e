package ctxleak

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
)

// This file tells what functions do with what they are given.

// use is what a function does with a parameter or a captured variable.
type use uint8

// The uses. A function that only compares the value with nil ignores it.
const (
	ignores use = iota
	uses        // calls it, stores it, or hands it on
	writes      // assigns to the variable
)

// maxCalls is how many calls deep a parameter is followed.
const maxCalls = 4

// ignoresArg reports whether a call can be seen to ignore an argument.
func ignoresArg(call *ssa.CallCommon, arg ssa.Value) bool { return ignoredBy(call, arg, maxCalls) }

func ignoredBy(call *ssa.CallCommon, arg ssa.Value, depth int) bool {
	fn := callee.Body(call)
	if fn == nil || depth == 0 || call.IsInvoke() {
		return false
	}
	for i, a := range call.Args {
		if a == arg && (i >= len(fn.Params) || paramUsed(fn.Params[i], depth)) {
			return false
		}
	}
	return true
}

// paramUsed reports whether anything is done with a function's parameter, or
// with a value that it got from a variable that it captures.
func paramUsed(v ssa.Value, depth int) bool {
	return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.DebugRef, *ssa.BinOp:
			return false
		case ssa.CallInstruction:
			return ref.Common().Value == v || !ignoredBy(ref.Common(), v, depth-1)
		}
		return true
	})
}

// captured returns what a literal does with a variable that it captures.
func captured(mc *ssa.MakeClosure, v ssa.Value) use {
	out := ignores
	lit := mc.Fn.(*ssa.Function)
	for i, b := range mc.Bindings {
		if b == v {
			out = max(out, variable(lit.FreeVars[i]))
		}
	}
	return out
}

// variable returns what a literal does with the variable v.
func variable(v *ssa.FreeVar) use {
	out := ignores
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if ref.Addr == ssa.Value(v) {
				return writes
			}
			out = max(out, uses)
		case *ssa.UnOp:
			if ref.Op != token.MUL || paramUsed(ref, maxCalls) {
				out = max(out, uses)
			}
		case *ssa.MakeClosure:
			out = max(out, captured(ref, v))
		default:
			out = max(out, uses)
		}
	}
	return out
}
