package waitgroup

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/spawn"
)

// paths returns how often the paths through fn call Done for the group, or nil if
// that can't be told. A message may tell others to call it, or not to wait, if so
// the caller says.
func (c *checker) paths(fn *ssa.Function, g *place.Place, messages bool) *paths {
	p := &paths{c: c, count: make(map[ssa.Instruction]int), hands: make(map[ssa.Instruction]bool)}
	for _, d := range on(c.own(fn), g, dones) {
		n, ok := amount(d.call.Common())
		if !ok || n != -1 || order.Repeats(d.at) {
			return nil
		}
		if d.depth > 0 {
			// What the callee does on its own paths it may do on purpose.
			p.hands[d.at] = !always(d)
		}
		if !p.hands[d.at] {
			p.count[d.at]++
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if p.count[instr] == 0 && (c.handsOn(instr, g) || messages && sends(instr)) {
				p.hands[instr] = true
			}
		}
	}
	p.follow(fn)
	if p.steps > maxSteps || p.min < 0 {
		return nil
	}
	return p
}

// always reports whether the function that calls Done itself does so on all paths.
func always(d op) bool { return d.depth <= 1 && onAllPaths(d.call) }

// handsOn reports whether an instruction may tell somebody else to call Done:
// another goroutine, or who gets a function that does, or the group.
func (c *checker) handsOn(instr ssa.Instruction, g *place.Place) bool {
	switch instr := instr.(type) {
	case *ssa.Go:
		return slices.ContainsFunc(c.started(instr.Parent()), func(o op) bool { return o.at == ssa.CallInstruction(instr) && o.group == g })
	case *ssa.MakeClosure:
		lit := instr.Fn.(*ssa.Function)
		if slices.ContainsFunc(slices.Concat(c.own(lit), c.started(lit)), func(o op) bool { return o.group == g }) {
			return !deferredOnly(instr)
		}
		return slices.ContainsFunc(instr.Bindings, func(v ssa.Value) bool { return c.places.Of(v) == g })
	case *ssa.Store:
		return c.places.Of(instr.Val) == g
	case ssa.CallInstruction:
		common := instr.Common()
		if _, ok := classify(common); ok {
			return false
		}
		if f, ok := spawn.Runs(c.places, common); ok && c.known[f.Fn] {
			return slices.ContainsFunc(c.started(instr.Parent()), func(o op) bool { return o.at == instr && o.group == g })
		}
		return slices.ContainsFunc(common.Args, func(v ssa.Value) bool { return c.places.Of(v) == g })
	}
	return false
}

// sends reports whether an instruction may send a message.
func sends(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Send:
		return true
	case *ssa.Select:
		return slices.ContainsFunc(instr.States, func(st *ssa.SelectState) bool { return st.Dir == types.SendOnly })
	}
	return false
}

// deferredOnly reports whether a closure is just deferred or called where it is
// made.
func deferredOnly(mc *ssa.MakeClosure) bool {
	return !slices.ContainsFunc(*mc.Referrers(), func(ref ssa.Instruction) bool {
		call, ok := ref.(ssa.CallInstruction)
		_, debug := ref.(*ssa.DebugRef)
		return !debug && (!ok || call.Common().Value != mc)
	})
}
