package interleave

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file tells which calls matter to a scope that is too big to be followed
// into all that it calls.

// apart reports whether a call can do nothing to what only the scope has: it gets
// no channel, lock or the like that code outside can not reach, nor a function that
// does. Literals belong to the scope, and what never returns ends the path.
func (s *state) apart(c target) bool {
	if c.fn.Parent() != nil || len(c.free) > 0 || !mayReturn(c.fn) {
		return false
	}
	seen := make(map[int]bool)
	return !slices.ContainsFunc(c.args, func(v value) bool { return s.private(v, seen) })
}

// private reports whether v leads to something that synchronises, and that code
// outside the scope can not reach.
func (s *state) private(v value, seen map[int]bool) bool {
	switch v := s.resolve(v).(type) {
	case addr:
		return s.privateObject(v.obj, seen)
	case sliceVal:
		return s.privateObject(v.obj, seen)
	case cancelVal:
		return s.privateObject(v.ctx, seen)
	case *funcVal:
		return len(v.free) > 0
	case *ifaceVal:
		return s.private(v.v, seen)
	case *tupleVal:
		return slices.ContainsFunc(v.vs, func(x value) bool { return s.private(x, seen) })
	case *structVal:
		for _, x := range v.cells {
			if s.private(x, seen) {
				return true
			}
		}
	}
	return false
}

func (s *state) privateObject(i int, seen map[int]bool) bool {
	o := s.object(i)
	if seen[i] || o.shared {
		return false
	}
	seen[i] = true
	if o.ch != nil || len(o.prims) > 0 {
		return true
	}
	for _, v := range o.cells {
		if s.private(v, seen) {
			return true
		}
	}
	return false
}

// mayReturn reports whether a function has a return.
func mayReturn(fn *ssa.Function) bool {
	return slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		_, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		return ok && b != fn.Recover
	})
}
