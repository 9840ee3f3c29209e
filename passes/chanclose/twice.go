package chanclose

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// twice finds closes of k that can happen again.
func (c *checker) twice(k *channel) {
	if k.remade {
		return
	}
	for _, cl := range k.closes {
		if c.told[cl.instr.Pos()] {
			continue
		}
		c.forgotten(k, cl)
		c.restarted(k, cl)
		c.unsure(k, cl)
	}
}

// forgotten finds closes that look at a flag, which other closes of the channel
// set and they do not: next time they close it again.
func (c *checker) forgotten(k *channel, cl op) {
	bs := guards.Branches(cl.instr)
	if slices.ContainsFunc(bs, func(b guards.Branch) bool { return c.writtenNear(cl.fn(), c.Reads(b.Cond)) }) {
		return
	}
	for _, b := range bs {
		for _, a := range c.Atoms(b.Cond, b.Value) {
			if guards.Sibling(a.Place, cl.place) && c.setElsewhere(k, cl, b, a) {
				return
			}
		}
	}
}

// setElsewhere reports a close that looks at a flag which another close of the
// channel sets, if there is one.
func (c *checker) setElsewhere(k *channel, cl op, b guards.Branch, a guards.Atom) bool {
	for _, other := range k.closes {
		if other.fn() == cl.fn() {
			continue
		}
		for _, w := range c.Writes(other.fn()) {
			if guards.Key(w.Place) != guards.Key(a.Place) || !a.Ends(w.Val) {
				continue
			}
			flag := w.Place.In(other.fn())
			c.closedAgain(cl,
				report.Step{Pos: other.instr.Pos(), Text: "is closed by " + c.nameOf(other.fn()) + ", too"},
				report.Step{Pos: w.Instr.Pos(), Text: "sets " + flag + " there"},
				report.Step{Pos: b.Cond.Pos(), Text: "looks at " + a.Place.In(cl.fn()) + ", which nothing sets here"},
				report.Step{Pos: cl.instr.Pos(), Text: "closes it again when called again"})
			return true
		}
	}
	return false
}

// writtenNear reports whether fn, what it calls or who calls it may write
// something that a condition depends on.
func (c *checker) writtenNear(fn *ssa.Function, r guards.Reads) bool {
	if r.Other {
		return true
	}
	return slices.ContainsFunc(c.near(fn), func(f *ssa.Function) bool {
		return slices.ContainsFunc(c.Writes(f), func(w guards.Write) bool { return c.isFlag(w) && r.Vars[guards.Key(w.Place)] != nil })
	})
}

// near returns fn, who calls it, and what it calls.
func (c *checker) near(fn *ssa.Function) []*ssa.Function {
	near := c.above(fn)
	for instr := range guards.Instrs(fn) {
		if call, ok := instr.(ssa.CallInstruction); ok {
			if f := c.Function(call.Common().Value); f != nil && c.Known(f) {
				near = append(near, f)
			}
		}
	}
	return near
}

// above returns fn and who calls it.
func (c *checker) above(fn *ssa.Function) []*ssa.Function {
	out := []*ssa.Function{fn}
	for _, call := range c.Calls(fn) {
		out = append(out, call.Instr.Parent())
	}
	return out
}

// isFlag reports whether a write can keep a close from happening again: one that
// is a step in working off something does not count.
func (c *checker) isFlag(w guards.Write) bool {
	if w.Val == nil {
		return true
	}
	_, slice := w.Val.Type().Underlying().(*types.Slice)
	return !slice
}

// restarted finds goroutines that close a channel when they end, and are started
// again for the same channel.
func (c *checker) restarted(k *channel, cl op) {
	if cl.instr.Block().Index != 0 {
		return
	}
	if _, deferred := cl.instr.(*ssa.Defer); !deferred {
		return
	}
	for _, call := range c.Calls(cl.fn()) {
		if !call.Starts || call.Once {
			continue
		}
		starter := call.Instr.Parent()
		for _, b := range guards.Branches(call.Instr) {
			for _, a := range c.Atoms(b.Cond, b.Value) {
				w, fn := c.undone(a, starter)
				if fn == nil || !guards.Sibling(a.Place, cl.place) {
					continue
				}
				c.closedAgain(cl,
					report.Step{Pos: b.Cond.Pos(), Text: c.nameOf(starter) + " looks at " + a.Place.In(starter)},
					report.Step{Pos: call.Instr.Pos(), Text: "is started here"},
					report.Step{Pos: w.Instr.Pos(), Text: c.nameOf(fn) + " lets it be started again"},
					report.Step{Pos: cl.instr.Pos(), Text: "closes the same channel again"})
				return
			}
		}
	}
}

// undone returns a write outside starter that makes the condition true again
// which starter makes false.
func (c *checker) undone(a guards.Atom, starter *ssa.Function) (guards.Write, *ssa.Function) {
	var up, down bool
	for _, w := range c.Writes(starter) {
		if guards.Key(w.Place) == guards.Key(a.Place) {
			up = up || guards.Direction(w.Val) > 0 || a.Ends(w.Val)
			down = down || guards.Direction(w.Val) < 0 || a.Ends(w.Val)
		}
	}
	for _, fn := range c.Funcs {
		if fn == starter {
			continue
		}
		for _, w := range c.Writes(fn) {
			if guards.Key(w.Place) != guards.Key(a.Place) || c.holds(a, w.Instr) {
				continue
			}
			if dir := guards.Direction(w.Val); up && dir < 0 || down && dir > 0 || (up || down) && a.Makes(w.Val) {
				return w, fn
			}
		}
	}
	return guards.Write{}, nil
}

// holds reports whether control only comes to an instruction if a condition holds
// already.
func (c *checker) holds(a guards.Atom, instr ssa.Instruction) bool {
	return slices.ContainsFunc(guards.Branches(instr), func(b guards.Branch) bool {
		return slices.ContainsFunc(c.Atoms(b.Cond, b.Value), a.Same)
	})
}

func (c *checker) closedAgain(cl op, trace ...report.Step) {
	c.told[cl.instr.Pos()] = true
	c.findings = append(c.findings, report.Finding{Rule: double, Pos: cl.instr.Pos(), Args: []any{cl.name()}, Trace: trace})
}

// unsure finds closes that ask first whether the channel is closed, with no lock
// that keeps others from asking at the same time.
func (c *checker) unsure(k *channel, cl op) {
	if c.told[cl.instr.Pos()] {
		return
	}
	ask := c.asks(k, cl)
	h := c.At(cl.instr)
	ways, complete := c.ways(cl)
	if ask == nil || h.Unknown || len(h.Locks) > 0 || !complete || slices.ContainsFunc(ways, func(w way) bool { return w.once }) {
		return
	}
	several := len(ways) > 1 || slices.ContainsFunc(ways, func(w way) bool { return w.start == nil && c.Captured(w.root) })
	if !several {
		return // it may only be one goroutine
	}
	c.told[cl.instr.Pos()] = true
	f := report.Finding{
		Rule: owner,
		Pos:  cl.instr.Pos(),
		Args: []any{cl.name(), "two goroutines may both have found it open"},
		Trace: []report.Step{
			{Goroutine: 1, Pos: ask.Pos(), Text: "finds " + cl.name() + " open"},
			{Goroutine: 2, Pos: ask.Pos(), Text: "finds " + cl.name() + " open"},
			{Goroutine: 1, Pos: cl.instr.Pos(), Text: "closes " + cl.name()},
			{Goroutine: 2, Pos: cl.instr.Pos(), Text: "closes " + cl.name() + " and panics"},
		},
	}
	if slices.ContainsFunc(ways, func(w way) bool { return isHandler(w.root) }) {
		f.Rule, f.Args = double, f.Args[:1]
	}
	c.findings = append(c.findings, f)
}

// isHandler reports whether a function answers requests, and so runs for several
// at the same time.
func isHandler(fn *ssa.Function) bool {
	for p := range fn.Signature.Params().Variables() {
		if syncop.IsResponseWriter(p.Type()) {
			return true
		}
	}
	return false
}

// asks returns the select with a default that tells whether the channel is
// closed, if the close depends on it.
func (c *checker) asks(k *channel, cl op) *ssa.Select {
	for _, b := range guards.Branches(cl.instr) {
		cmp, ok := b.Cond.(*ssa.BinOp)
		if !ok || cmp.Op != token.EQL || b.Value {
			continue
		}
		e, ok := cmp.X.(*ssa.Extract)
		if !ok {
			continue
		}
		sel, ok := e.Tuple.(*ssa.Select)
		if ok && !sel.Blocking && slices.ContainsFunc(sel.States, func(st *ssa.SelectState) bool {
			return st.Dir == types.RecvOnly && guards.Key(c.variable(st.Chan)) == k.key
		}) {
			return sel
		}
	}
	return nil
}
