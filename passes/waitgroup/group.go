package waitgroup

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/syncop"
)

// This file knows what the methods of groups are.

// kind is what a call does to a group.
type kind uint8

const (
	adds  kind = iota // Add of a number that is not known to be negative
	dones             // Done, or Add of a negative number
	waits             // Wait
	goes              // Go: counts a goroutine and starts it
)

// classify returns what a call does to the group that is its receiver, if it is
// that of a group's method.
func classify(call *ssa.CallCommon) (kind, bool) {
	obj := callee.Named(call)
	if obj == nil || obj.Signature().Recv() == nil || call.IsInvoke() {
		return 0, false
	}
	e, ok := syncop.Lookup(obj)
	if !ok || e.Operand > 1 {
		return 0, false
	}
	switch e.Kind {
	case syncop.Count:
		if len(call.Args) == 1 || negative(call.Args[1]) {
			return dones, true
		}
		return adds, true
	case syncop.Wait:
		return waits, true
	case syncop.Spawn:
		return goes, e.Operand == 1
	}
	return 0, false
}

func negative(v ssa.Value) bool {
	if c, ok := v.(*ssa.Const); ok {
		return c.Value != nil && constant.Sign(c.Value) < 0
	}
	u, ok := v.(*ssa.UnOp)
	return ok && u.Op == token.SUB
}

// amount returns by how much a call changes the counter if that is a constant.
func amount(call *ssa.CallCommon) (int64, bool) {
	if len(call.Args) < 2 {
		return -1, true
	}
	if c, ok := call.Args[1].(*ssa.Const); ok && c.Value != nil {
		return constant.Int64Val(c.Value)
	}
	return 0, false
}

// methodName returns the name of the group's method that a call names.
func methodName(call *ssa.CallCommon) string {
	if obj := callee.Named(call); obj != nil {
		return obj.Name()
	}
	return ""
}

// isGroup reports whether t is a group: a type that counts goroutines and has
// something to wait for them.
func isGroup(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	counts, waits := false, false
	for m := range n.Methods() {
		e, ok := syncop.Lookup(m)
		counts = counts || ok && (e.Kind == syncop.Count || e.Kind == syncop.Spawn && e.Operand == 1)
		waits = waits || ok && e.Kind == syncop.Wait
	}
	return counts && waits
}
