package chanclose

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/order"
)

// unlisted reports whether those that send find the channel in a map or slice
// that a lock protects, and the closer takes it out before the close: it changes
// a map or slice under a lock that is held at the send.
func (c *checker) unlisted(s op, cl op, cw way) bool {
	seen := make(map[*ssa.Function]bool)
	return c.unlists(s, cl.instr, seen) ||
		slices.ContainsFunc(cw.calls, func(call ssa.CallInstruction) bool { return c.unlists(s, call, seen) })
}

// unlists reports whether the function does so before it comes to an
// instruction.
func (c *checker) unlists(s op, until ssa.Instruction, seen map[*ssa.Function]bool) bool {
	fn := until.Parent()
	_, deferred := until.(*ssa.Defer)
	earlier := func(instr ssa.Instruction) bool { return deferred || order.Reaches(instr, until) }
	if slices.ContainsFunc(c.Writes(fn), func(w guards.Write) bool {
		return isListing(w.Instr) && earlier(w.Instr) && c.locked(s.instr, w.Instr)
	}) {
		return true
	}
	for instr := range guards.Instrs(fn) {
		call, ok := instr.(*ssa.Call)
		if !ok || !earlier(call) {
			continue
		}
		callee := c.Function(call.Call.Value)
		if callee == nil || !c.Known(callee) || seen[callee] {
			continue
		}
		seen[callee] = true
		for _, b := range callee.Blocks {
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && c.unlists(s, ret, seen) {
				return true
			}
		}
	}
	return false
}

// isListing reports whether an instruction changes a map, or gives a variable
// another slice or map.
func isListing(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.MapUpdate:
		return true
	case *ssa.Store:
		switch instr.Val.Type().Underlying().(type) {
		case *types.Slice, *types.Map:
			return true
		}
	case *ssa.Call:
		_, builtin := instr.Call.Value.(*ssa.Builtin)
		return builtin
	}
	return false
}
