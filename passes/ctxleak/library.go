package ctxleak

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
)

// This file is about what library functions mean to this pass.

const (
	contextPath = "context"
	timePath    = "time"
)

func imports(pkg *types.Package, path string) bool {
	for _, imp := range pkg.Imports() {
		if imp.Path() == path {
			return true
		}
	}
	return false
}

// isFunc reports whether fn is the function of that name in the package, or a
// method of that name if recv is not empty.
func isFunc(fn *types.Func, path, recv, name string) bool {
	if fn == nil || fn.Name() != name || fn.Pkg() == nil || fn.Pkg().Path() != path {
		return false
	}
	r := fn.Signature().Recv()
	if r == nil || recv == "" {
		return r == nil && recv == ""
	}
	return isNamed(r.Type(), path, recv)
}

// isNamed reports whether t, or what it points to, is the named type.
func isNamed(t types.Type, path, name string) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == path
}

// isContext reports whether t is context.Context.
func isContext(t types.Type) bool { return isNamed(t, contextPath, "Context") }

// isRoot reports whether v is a context that is never done: the result of
// context.Background or context.TODO.
func isRoot(v ssa.Value) (name string, ok bool) {
	call, is := v.(*ssa.Call)
	if !is {
		return "", false
	}
	fn := callee.Named(&call.Call)
	for _, name := range []string{"Background", "TODO"} {
		if isFunc(fn, contextPath, "", name) {
			return "context." + name, true
		}
	}
	return "", false
}

// asks returns the context that v, a call, asks for the channel that says it is
// done, or for its error.
func asks(v ssa.Value, method string) ssa.Value {
	call, ok := v.(*ssa.Call)
	if !ok || !call.Call.IsInvoke() || call.Call.Method.Name() != method || !isContext(call.Call.Value.Type()) {
		return nil
	}
	return call.Call.Value
}
