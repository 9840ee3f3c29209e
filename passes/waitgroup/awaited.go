package waitgroup

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/place"
)

// awaited reports whether the function waits for all goroutines that the group counts,
// though not by the group: each of them sends on a channel, or closes it, and after
// having started it the function receives from that.
func (c *checker) awaited(fn *ssa.Function, group *place.Place) bool {
	counted := slices.DeleteFunc(slices.Clone(c.sites(fn)), func(s site) bool {
		return s.group != group && len(on(s.own, group, dones)) == 0
	})
	return len(counted) > 0 && !slices.ContainsFunc(counted, func(s site) bool { return !c.answers(s) })
}

// answers reports whether a goroutine gives something whenever it returns that its
// starter receives. Those that return an error have a group to do so.
func (c *checker) answers(s site) bool {
	if s.body.Fn.Signature.Results().Len() > 0 {
		return false
	}
	for _, b := range s.body.Fn.Blocks {
		for _, instr := range b.Instrs {
			ch := gives(instr)
			if ch == nil || !onAllPaths(instr) {
				continue
			}
			if p := c.subst(c.places.Of(ch), s.body); p != nil && plain(p) && c.receivesAfter(s.instr, p) {
				return true
			}
		}
	}
	return false
}

// gives returns the channel that an instruction sends on or closes, or nil.
func gives(instr ssa.Instruction) ssa.Value {
	switch instr := instr.(type) {
	case *ssa.Send:
		return instr.Chan
	case ssa.CallInstruction:
		if b, ok := instr.Common().Value.(*ssa.Builtin); ok && b.Name() == "close" {
			return instr.Common().Args[0]
		}
	}
	return nil
}

// onAllPaths reports whether the function of an instruction never returns without
// having come to it.
func onAllPaths(instr ssa.Instruction) bool {
	fn := instr.Parent()
	return !slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		_, ret := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		return ret && b != fn.Recover && !instr.Block().Dominates(b)
	})
}

// receivesAfter reports whether the function of an instruction may receive from a
// channel after it, and as often.
func (c *checker) receivesAfter(start ssa.Instruction, ch *place.Place) bool {
	is := func(v ssa.Value) bool { return c.places.Of(v) == ch }
	later := func(recv ssa.Instruction) bool {
		return order.Reaches(start, recv) && (!order.Repeats(start) || order.Repeats(recv))
	}
	return slices.ContainsFunc(start.Parent().Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			switch instr := instr.(type) {
			case *ssa.UnOp:
				return instr.Op == token.ARROW && is(instr.X) && later(instr)
			case *ssa.Select:
				return later(instr) && slices.ContainsFunc(instr.States, func(st *ssa.SelectState) bool {
					return st.Dir == types.RecvOnly && is(st.Chan)
				})
			}
			return false
		})
	})
}
