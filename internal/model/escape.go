package model

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// This file tells where values go: function values that somebody may call at
// any time, and variables that other goroutines may see.

// unused reports whether nothing looks at v, the result of a call.
func unused(v ssa.Value) bool {
	return !slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		_, debug := ref.(*ssa.DebugRef)
		return !debug
	})
}

// leaves reports whether a function value is used for anything but calling it,
// here or, once it is returned, in a caller.
func (b *builder) leaves(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case ssa.CallInstruction:
			if ref.Common().Value == v {
				continue
			}
			if e, ok := effect(ref.Common()); ok && (e.Kind == syncop.Call || e.Kind == syncop.CallOnce) {
				continue
			}
		case *ssa.Store:
			if a, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v && stores(a) == 1 && !b.cellLeaves(a) {
				continue
			}
		case *ssa.ChangeType:
			if !b.leaves(ref) {
				continue
			}
		case *ssa.Return:
			if b.handsOut(ref, v) {
				continue
			}
		case *ssa.DebugRef:
			continue
		}
		return true
	}
	return false
}

// stores returns how many instructions of its function write to a variable.
func stores(a *ssa.Alloc) int {
	n := 0
	for _, ref := range *a.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Addr == a {
			n++
		}
	}
	return n
}

// cellLeaves reports whether the function in a local variable is used for
// anything but calling it, here or in a literal that captures the variable.
func (b *builder) cellLeaves(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == v {
				continue
			}
		case *ssa.UnOp:
			if ref.Op == token.MUL && !b.leaves(ref) {
				continue
			}
		case *ssa.MakeClosure:
			lit := ref.Fn.(*ssa.Function)
			ok := true
			for i, x := range ref.Bindings {
				ok = ok && (x != v || !b.cellLeaves(lit.FreeVars[i]))
			}
			if ok {
				continue
			}
		case *ssa.DebugRef:
			continue
		}
		return true
	}
	return false
}

// private reports whether p is in a local variable that is never seen by
// another goroutine, so that nobody else waits for the lock.
func (s *solver) private(p *place.Place) bool {
	a, ok := p.Root().Value.(*ssa.Alloc)
	return ok && p.Root().Kind == place.Local && a.Parent() == s.f.Fn && !escapes(a)
}

// escapes reports whether the variable at addr, or a field of it, is used for
// anything but reading, writing and locking it.
func escapes(addr ssa.Value) bool {
	return slices.ContainsFunc(*addr.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
			return false
		case *ssa.Store:
			return ref.Addr != addr
		case *ssa.FieldAddr:
			return escapes(ref)
		case *ssa.Go:
			return true
		case ssa.CallInstruction:
			_, known := effect(ref.Common())
			return !known
		}
		return true
	})
}
