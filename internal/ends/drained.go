package ends

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// drained reports whether op makes room in a channel that was full a moment ago,
// but may be empty now: a receive after a send that found no room, by the only
// goroutine that sends, while others receive, too.
func (w *world) drained(c *Class, op *Op) bool {
	if op.Kind != Recv || !w.afterFailedSend(c, op) {
		return false
	}
	mine := w.actors.of(op.Instr.Parent())
	if len(mine) != 1 || mine[0].goes == nil {
		return false
	}
	others := c.hear
	for _, o := range c.Ops {
		same := slices.Equal(w.actors.of(o.Instr.Parent()), mine)
		switch {
		case o.Kind == Send && !same, o.Kind == Close:
			return false
		case o.Kind == Recv && !same:
			others = true
		}
	}
	return others
}

// afterFailedSend reports whether op happens only if a send on the channel found
// no room.
func (w *world) afterFailedSend(c *Class, op *Op) bool {
	for _, o := range c.Ops {
		sel, ok := o.Instr.(*ssa.Select)
		if !ok || sel.Blocking || o.Kind != Send || len(sel.States) != 1 || sel.Parent() != op.Instr.Parent() {
			continue
		}
		b := sel.Block()
		if from, _ := selected(b, 0); from == sel && b.Succs[1].Dominates(op.Instr.Block()) {
			return true
		}
	}
	return false
}
