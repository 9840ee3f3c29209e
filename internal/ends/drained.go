package ends

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// drained returns the send that found no room a moment ago, if op makes room in a
// channel that may be empty now: it is the only goroutine that sends, but others
// receive, too.
func (w *world) drained(c *Class, op *Op) ssa.Instruction {
	full := w.failedSend(c, op)
	mine := w.actors.of(op.Instr.Parent())
	if op.Kind != Recv || full == nil || len(mine) != 1 || mine[0].goes == nil {
		return nil
	}
	others := c.hear
	for _, o := range c.Ops {
		same := slices.Equal(w.actors.of(o.Instr.Parent()), mine)
		switch {
		case o.Kind == Send && !same, o.Kind == Close:
			return nil
		case o.Kind == Recv && !same:
			others = true
		}
	}
	if !others {
		return nil
	}
	return full
}

// failedSend returns a send on the channel that must have found no room for op
// to happen, or nil.
func (w *world) failedSend(c *Class, op *Op) ssa.Instruction {
	for _, o := range c.Ops {
		sel, ok := o.Instr.(*ssa.Select)
		if !ok || sel.Blocking || o.Kind != Send || len(sel.States) != 1 || sel.Parent() != op.Instr.Parent() {
			continue
		}
		b := sel.Block()
		if from, _ := selected(b, 0); from == sel && b.Succs[1].Dominates(op.Instr.Block()) {
			return sel
		}
	}
	return nil
}
