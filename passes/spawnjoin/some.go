package spawnjoin

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// some reports a function that learns by a channel of its own when goroutines are
// done, and waits for some of them only.
func (c *checker) some(fn *ssa.Function, sites []spawn.Site) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if mc, ok := instr.(*ssa.MakeChan); ok {
				c.someOf(fn, mc, sites)
			}
		}
	}
}

func (c *checker) someOf(fn *ssa.Function, mc *ssa.MakeChan, sites []spawn.Site) {
	ch := c.places.Of(mc)
	var first *spawn.Site
	bodies := make(map[*ssa.Function]bool)
	started, waits := 0, 0
	for _, s := range sites {
		if s.Fn == nil {
			continue
		}
		switch n := c.messages(s, ch); {
		case n == 0:
			continue
		case n > 1 || c.counted(s.Fn):
			return
		}
		if first == nil {
			first = &s
		}
		bodies[s.Fn] = true
		started++
		if again(s.Instr, mc) {
			started++
		}
	}
	if started < 2 {
		return
	}
	for _, f := range append([]*ssa.Function{fn}, fn.AnonFuncs...) {
		if bodies[f] {
			continue
		}
		for _, b := range f.Blocks {
			for _, instr := range b.Instrs {
				if c.gets(instr, ch) {
					if f != fn || again(instr, mc) {
						return
					}
					waits++
				} else if call, ok := instr.(*ssa.Call); ok && c.passes(&call.Call, ch) {
					return
				}
			}
		}
	}
	if waits == 0 || waits >= started {
		return
	}
	c.report(report.Finding{
		Rule: someRule,
		Pos:  first.Instr.Pos(),
		Args: []any{variable(mc)},
		Trace: []report.Step{
			{Goroutine: 1, Pos: first.Instr.Pos(), Text: "starts a goroutine that sends when it is done, and another one"},
			{Goroutine: 1, Pos: end(fn), Text: "ends when the first is done"},
		},
	})
}

// again reports whether an instruction may run more often than the channel is made.
func again(instr, mc ssa.Instruction) bool {
	l := loop.Innermost(instr)
	return l != nil && !l.Blocks[mc.Block()]
}

// messages returns how often a goroutine sends on the channel, many times being 2.
func (c *checker) messages(s spawn.Site, ch *place.Place) int {
	n := 0
	for _, b := range s.Fn.Blocks {
		for _, instr := range b.Instrs {
			if send, ok := instr.(*ssa.Send); ok && c.outside(s.Func, send.Chan) == ch {
				n++
				if loop.Innermost(send) != nil {
					n++
				}
			}
		}
	}
	return n
}

// counted reports whether a goroutine also tells a group when it is done.
func (c *checker) counted(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && callee.Effect(call.Common()).Kind == syncop.Count {
				return true
			}
		}
	}
	return false
}

// gets reports whether an instruction receives from the channel.
func (c *checker) gets(instr ssa.Instruction, ch *place.Place) bool {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		return instr.Op == token.ARROW && c.places.Of(instr.X) == ch
	case *ssa.Select:
		for _, s := range instr.States {
			if s.Send == nil && c.places.Of(s.Chan) == ch {
				return true
			}
		}
	}
	return false
}

// passes reports whether a call is given the channel, so that others may receive
// from it.
func (c *checker) passes(call *ssa.CallCommon, ch *place.Place) bool {
	if b, ok := call.Value.(*ssa.Builtin); ok && b.Name() != "append" {
		return false
	}
	for _, arg := range call.Args {
		if c.places.Of(arg) == ch {
			return true
		}
	}
	return false
}

// outside returns the place of a value of a goroutine's function as its starter
// names it.
func (c *checker) outside(f spawn.Func, v ssa.Value) *place.Place {
	return c.places.Subst(c.places.Of(v), func(root *place.Place) *place.Place {
		if i := f.Param(root.Value); i >= 0 {
			return c.places.Of(f.Args[i])
		}
		return root
	})
}
