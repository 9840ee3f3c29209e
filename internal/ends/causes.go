package ends

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/order"
)

// causes returns the cases of selects that only the goroutine which waits at op can
// bring about, and only after that: while it waits, nobody takes them.
func (w *world) causes(op *Op, mine []*start) map[selectCase]bool {
	if len(mine) != 1 || mine[0].goes == nil || loop.Innermost(mine[0].goes) != nil {
		return nil // there may be several
	}
	out := make(map[selectCase]bool)
	for sc, c := range w.cases {
		brings := slices.DeleteFunc(slices.Clone(c.Ops), func(o *Op) bool { return o.Kind == Recv })
		if c.speak || c.unknownOrigin || len(brings) == 0 {
			continue
		}
		out[sc] = !slices.ContainsFunc(brings, func(o *Op) bool {
			return !slices.Equal(w.actors.of(o.Instr.Parent()), mine) || !after(o.Instr, op.Instr)
		})
	}
	return out
}

// after reports whether b, in the same function, has been done whenever a happens.
func after(a, b ssa.Instruction) bool {
	if a.Parent() != b.Parent() {
		return false
	}
	_, deferred := a.(*ssa.Defer)
	return deferred || !order.Reaches(a, b)
}
