package testgoroutine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/syncop"
)

// This file knows package testing and those that wrap it.

// mayTest reports whether code of the package can get at a test: it has package
// testing, or one that wraps it, among its imports.
func mayTest(pkg *types.Package) bool {
	for _, imp := range pkg.Imports() {
		switch imp.Path() {
		case "testing", require:
			return true
		}
	}
	return false
}

// require is the package of assertions that end the test.
const require = "github.com/stretchr/testify/require"

// ends returns the test that a call ends, or skips, unless all is well, and the
// name of the function for people. The test is nil if the call is of something else.
func ends(call *ssa.CallCommon) (test ssa.Value, name string) {
	fn := callee.Named(call)
	if fn == nil || fn.Pkg() == nil {
		return nil, ""
	}
	recv := fn.Signature().Recv()
	if fn.Pkg().Path() == require && !call.IsInvoke() {
		// Assertions have no result; require.New does.
		sig := fn.Signature()
		if sig.Results().Len() == 0 && (recv != nil || sig.Params().Len() > 0 && isTestingT(sig.Params().At(0).Type())) {
			return call.Args[0], "require." + fn.Name()
		}
		return nil, ""
	}
	if e, ok := syncop.Lookup(fn); !ok || e.Kind != syncop.Unwind || recv == nil || !isTest(fn) {
		return nil, ""
	}
	return callee.Operand(call), testName(call) + "." + fn.Name()
}

// logs returns the test that a call writes to the log of, with the name of the
// function, like ends. What calls of interfaces that want no more of a test than
// its log lead to is found out elsewhere.
func logs(call *ssa.CallCommon) (test ssa.Value, name string) {
	fn := callee.Named(call)
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() == nil {
		return nil, ""
	}
	switch fn.Name() {
	case "Log", "Logf", "Error", "Errorf":
		if isTest(fn) {
			return callee.Operand(call), testName(call) + "." + fn.Name()
		}
	}
	return nil, ""
}

// isTest reports whether fn is a method of a test: one of package testing, or of
// an interface that a test implements and little else does.
func isTest(fn *types.Func) bool {
	recv := fn.Signature().Recv().Type()
	if iface, ok := recv.Underlying().(*types.Interface); ok {
		return hasMethod(iface, "Helper") && hasMethod(iface, "FailNow")
	}
	return fn.Pkg().Path() == "testing"
}

// isTestType reports whether t is the type of a test, or of what may hold one.
func isTestType(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Interface); ok || syncop.IsTest(t) {
		return true
	}
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return false
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == require
}

// isTestingT reports whether t is what assertions take for a test: an interface
// with FailNow.
func isTestingT(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return ok && hasMethod(iface, "FailNow")
}

func hasMethod(iface *types.Interface, name string) bool {
	for m := range iface.Methods() {
		if m.Name() == name {
			return true
		}
	}
	return false
}

// testName returns the name of the type of test that a method is called on: the
// methods of T and B belong to a type that has no name for people.
func testName(call *ssa.CallCommon) string {
	v := callee.Operand(call)
	if f, ok := v.(*ssa.FieldAddr); ok {
		v = f.X
	}
	t := types.Unalias(v.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok && n.Obj().Name() != "common" {
		return n.Obj().Name()
	}
	return "T"
}

// subtest reports whether a call runs its last argument, a function, as a test of
// its own: in a goroutine, and with a T of its own.
func subtest(call *ssa.CallCommon) bool {
	fn := callee.Named(call)
	return fn != nil && fn.Name() == "Run" && fn.Signature().Recv() != nil && fn.Pkg() != nil && fn.Pkg().Path() == "testing"
}
