package chanclose

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/words"
)

// again finds closes of a channel that come after another one in the same function,
// on whatever path.
func (c *checker) again(fn *ssa.Function) {
	if recovers(fn) {
		return
	}
	var closes []ssa.CallInstruction
	for instr := range guards.Instrs(fn) {
		call, ok := instr.(ssa.CallInstruction)
		if _, starts := instr.(*ssa.Go); ok && !starts && guards.Closes(call) != nil {
			closes = append(closes, call)
		}
	}
	for _, second := range closes {
		if c.told[second.Pos()] {
			continue
		}
		i := slices.IndexFunc(closes, func(first ssa.CallInstruction) bool {
			return c.same(guards.Closes(first), guards.Closes(second)) && c.follows(first, second)
		})
		if i < 0 {
			continue
		}
		var source words.Words
		source.Learn(second)
		name, text := source.Operand(second), "closes it again"
		if _, deferred := second.(*ssa.Defer); deferred {
			text += " when the function returns"
		}
		c.told[second.Pos()] = true
		c.findings = append(c.findings, report.Finding{
			Rule: double,
			Pos:  second.Pos(),
			Args: []any{name},
			Trace: []report.Step{
				{Pos: closes[i].Pos(), Text: "closes " + name},
				{Pos: second.Pos(), Text: text},
			},
		})
	}
}

// same reports whether two values of a function are one channel: one value, or that of
// a variable that is not given another one.
func (c *checker) same(a, b ssa.Value) bool {
	p := c.variable(a)
	if a == b || p != c.variable(b) {
		return a == b
	}
	k := c.chans[p.Class()]
	return p.Kind == place.Local || k != nil && !k.remade
}

// follows reports whether b runs after a whenever it does, or whenever a does. What is
// deferred runs when its function returns, the last first.
func (c *checker) follows(a, b ssa.Instruction) bool {
	_, deferredA := a.(*ssa.Defer)
	_, deferredB := b.(*ssa.Defer)
	switch {
	case a == b || deferredA && !deferredB:
		return false
	case deferredA:
		return order.Precedes(b, a) && c.returnsAfter(a)
	case deferredB:
		return order.Precedes(a, b) && c.returnsAfter(b) || order.Precedes(b, a) && c.returnsAfter(a)
	}
	return order.Precedes(a, b)
}

// returnsAfter reports whether the function of an instruction may return after it.
func (c *checker) returnsAfter(instr ssa.Instruction) (may bool) {
	b := instr.Block()
	c.endings.Reachable(b, order.Index(instr), func(i ssa.Instruction) {
		_, is := i.(*ssa.RunDefers)
		may = may || is
	})
	return may
}
