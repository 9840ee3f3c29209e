package ctxleak

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/errval"
)

// This file is about functions that say by their type alone that who calls them
// has to cancel: they take a context and return one with its cancel function.

// pair returns what kind of maker a call's type makes of a function of which
// nothing else is known, or nil.
func pair(call *ssa.CallCommon) *maker {
	if callee.Body(call) != nil || !takesContext(call.Signature()) {
		return nil
	}
	m := &maker{-1, -1}
	context := false
	sig := call.Signature()
	for i := range sig.Results().Len() {
		switch t := sig.Results().At(i).Type(); {
		case isContext(t):
			context = true
		case isCancelFunc(t) && m.cancel < 0:
			m.cancel = i
		case errval.Is(t) && i == sig.Results().Len()-1:
			m.failed = i
		default:
			return nil
		}
	}
	if !context || m.cancel < 0 {
		return nil
	}
	return m
}

func takesContext(sig *types.Signature) bool {
	for p := range sig.Params().Variables() {
		if isContext(p.Type()) {
			return true
		}
	}
	return false
}

// isCancelFunc reports whether t is context.CancelFunc or CancelCauseFunc.
func isCancelFunc(t types.Type) bool {
	return isNamed(t, contextPath, "CancelFunc") || isNamed(t, contextPath, "CancelCauseFunc")
}
