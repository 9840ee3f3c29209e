package spawnlimit

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// nameOf returns a function's name for people.
func nameOf(fn *ssa.Function) string {
	if fn.Parent() != nil {
		return "this literal"
	}
	return fn.RelString(fn.Pkg.Pkg)
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }
