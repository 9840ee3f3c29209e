// Package errval knows what code does with errors.
package errval

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

var errorType = types.Universe.Lookup("error").Type()

// Is reports whether t is the type error.
func Is(t types.Type) bool { return types.Identical(t, errorType) }

// Test returns the error that a block asks for at its end, and which of the block's
// successors follows if there is one. Without such a question the error is nil.
func Test(b *ssa.BasicBlock) (err ssa.Value, failed int) {
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return nil, 0
	}
	cmp, ok := cond.Cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.NEQ && cmp.Op != token.EQL || !Is(cmp.X.Type()) {
		return nil, 0
	}
	if k, ok := cmp.Y.(*ssa.Const); !ok || !k.IsNil() {
		return nil, 0
	}
	if cmp.Op == token.EQL {
		return cmp.X, 1
	}
	return cmp.X, 0
}
