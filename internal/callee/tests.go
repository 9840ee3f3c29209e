package callee

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// InTestFile reports whether a function is in a file that only tests use.
func InTestFile(fn *ssa.Function) bool {
	return strings.HasSuffix(fn.Prog.Fset.Position(fn.Pos()).Filename, "_test.go")
}

// HasTest reports whether a function is a test, or gets one to help it, or is a
// literal in such a function.
func HasTest(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool { return syncop.IsTest(p.Type()) }) {
			return true
		}
	}
	return false
}
