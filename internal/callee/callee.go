// Package callee tells which function a call names.
package callee

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// Named returns the function or interface method that a call names, or nil. The
// wrapper that binds a method value to its receiver passes for the method, but
// has no argument for it, so that it names nothing.
func Named(call *ssa.CallCommon) *types.Func {
	if call.IsInvoke() {
		return call.Method
	}
	fn := call.StaticCallee()
	if fn == nil || len(fn.FreeVars) > 0 {
		return nil
	}
	obj, _ := Origin(fn).Object().(*types.Func)
	return obj
}

// Effect returns what the table knows about the function that a call names.
func Effect(call *ssa.CallCommon) syncop.Effect {
	e, _ := syncop.Lookup(Named(call))
	return e
}

// Operand returns what a method, or a function with one argument, is called on.
func Operand(call *ssa.CallCommon) ssa.Value {
	if call.IsInvoke() {
		return call.Value
	}
	return call.Args[0]
}

// Origin returns the function whose body stands for fn's: instances of a
// generic function have that function's.
func Origin(fn *ssa.Function) *ssa.Function {
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

// Encloses reports whether inner is outer or a function literal in it.
func Encloses(outer, inner *ssa.Function) bool {
	for ; inner != nil; inner = inner.Parent() {
		if inner == outer {
			return true
		}
	}
	return false
}

// Outermost returns the declared function that a literal stands in, or fn itself.
func Outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// Body returns the function that a call runs, if it is known and its body is at
// hand; else nil.
func Body(call *ssa.CallCommon) *ssa.Function {
	fn := call.StaticCallee()
	if fn == nil {
		return nil
	}
	if fn = Origin(fn); len(fn.Blocks) == 0 {
		return nil
	}
	return fn
}
