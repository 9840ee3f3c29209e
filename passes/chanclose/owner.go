package chanclose

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// owners finds closes of k by code that does not know whether others still send
// on it.
func (c *checker) owners(k *channel) {
	if k.remade {
		return // nobody knows which channel they mean
	}
	for _, cl := range k.closes {
		closers, complete := c.ways(cl)
		if !complete {
			continue
		}
		for _, s := range k.sends {
			if c.locked(s.instr, cl.instr) || c.token(s.instr, cl.instr) || recovers(s.fn()) || closesIn(k, s.fn()) {
				continue
			}
			senders, complete := c.ways(s)
			if !complete {
				break
			}
			if sw, cw, ok := c.conflict(k, s, senders, cl, closers); ok {
				c.reportOwner(k, s, sw, cl, cw)
				break
			}
		}
	}
}

// conflict returns a way to a send and one to a close that nothing keeps apart.
func (c *checker) conflict(k *channel, s op, senders []way, cl op, closers []way) (sw, cw way, ok bool) {
	for _, sw := range senders {
		for _, cw := range closers {
			if sw.root == cw.root || precedes(sw, cw) || c.joined(k, cl, cw, sw) || c.flagged(s, sw, cl, cw) || c.unlisted(s, cl, cw) || slices.ContainsFunc(sw.calls, func(call ssa.CallInstruction) bool { return recovers(call.Parent()) }) {
				continue
			}
			// A goroutine that both send and close happen in has an order.
			if slices.ContainsFunc(closers, func(w way) bool { return w.root == sw.root }) {
				continue
			}
			return sw, cw, true
		}
	}
	return way{}, way{}, false
}

// locked reports whether a lock may be held at both instructions.
func (c *checker) locked(a, b ssa.Instruction) bool {
	ha, hb := c.At(a), c.At(b)
	return ha.Unknown || hb.Unknown || slices.ContainsFunc(ha.Locks, func(l model.Hold) bool {
		return slices.ContainsFunc(hb.Locks, func(m model.Hold) bool { return guards.Same(l.Place, m.Place) })
	})
}

// token reports whether both instructions come after a receive from the same
// channel: what is in it may be what allows them to go on, one at a time.
func (c *checker) token(a, b ssa.Instruction) bool {
	for key := range c.received(a) {
		if c.received(b)[key] {
			return true
		}
	}
	return false
}

// received returns the channels from which a value may have been received before
// instr.
func (c *checker) received(instr ssa.Instruction) map[string]bool {
	out := make(map[string]bool)
	for i := range before(instr) {
		switch i := i.(type) {
		case *ssa.UnOp:
			if i.Op == token.ARROW {
				out[guards.Key(c.variable(i.X))] = true
			}
		case *ssa.Select:
			for _, st := range i.States {
				if st.Dir == types.RecvOnly {
					out[guards.Key(c.variable(st.Chan))] = true
				}
			}
		}
	}
	return out
}

// closesIn reports whether a function closes the channel itself: then it counts
// on being the only one.
func closesIn(k *channel, fn *ssa.Function) bool {
	return slices.ContainsFunc(k.closes, func(o op) bool { return o.fn() == fn })
}

// joined reports whether the close may come after a wait for the goroutine that
// sends to end.
func (c *checker) joined(k *channel, cl op, cw, sw way) bool {
	tells := c.tells(sw.root)
	seen := make(map[*ssa.Function]bool)
	if c.waits(k, leading(cl.instr), tells, sw, seen) {
		return true
	}
	return slices.ContainsFunc(cw.calls, func(call ssa.CallInstruction) bool { return c.waits(k, leading(call), tells, sw, seen) })
}

// waits reports whether some instruction may wait for a goroutine that tells so
// on one of the channels, or by a WaitGroup.
func (c *checker) waits(k *channel, instrs func(func(ssa.Instruction) bool), tells map[string]bool, sw way, seen map[*ssa.Function]bool) bool {
	told := func(ch ssa.Value) bool {
		key := guards.Key(c.variable(ch))
		return key != k.key && (tells[key] || c.groups(key))
	}
	for instr := range instrs {
		switch instr := instr.(type) {
		case *ssa.UnOp:
			if instr.Op == token.ARROW && told(instr.X) {
				return true
			}
		case *ssa.Select:
			if slices.ContainsFunc(instr.States, func(st *ssa.SelectState) bool { return st.Dir == types.RecvOnly && told(st.Chan) }) {
				return true
			}
		case ssa.CallInstruction:
			common := instr.Common()
			if _, called := instr.(*ssa.Call); !called && !deferredIn(seen, instr) {
				continue
			}
			if e, ok := guards.Effect(common); ok {
				if e.Kind == syncop.Wait || e.Kind == syncop.CondWait {
					return true
				}
				continue
			}
			fn := c.Function(common.Value)
			switch {
			case fn != nil && c.Known(fn):
				if !seen[fn] {
					seen[fn] = true
					if c.waits(k, guards.Instrs(fn), tells, sw, seen) {
						return true
					}
				}
			case common.IsInvoke() || fn != nil && fn.Signature.Recv() != nil:
				// It may stop what calls the sender.
				if sw.start == nil && c.Captured(sw.root) {
					return true
				}
			}
		}
	}
	return false
}

// deferredIn reports whether an instruction is deferred by a function that has
// returned: one of those that were called.
func deferredIn(called map[*ssa.Function]bool, instr ssa.CallInstruction) bool {
	_, deferred := instr.(*ssa.Defer)
	return deferred && called[instr.Parent()]
}

// groups reports whether a channel is closed or sent on by code that waits for
// goroutines first.
func (c *checker) groups(key string) bool {
	for _, fn := range c.Funcs {
		if !c.tells(fn)[key] {
			continue
		}
		for instr := range guards.Instrs(fn) {
			if call, ok := instr.(*ssa.Call); ok {
				if e, ok := guards.Effect(&call.Call); ok && e.Kind == syncop.Wait {
					return true
				}
			}
		}
	}
	return false
}

// flagged reports whether the sender looks at something first that the closer
// writes: they have an agreement.
func (c *checker) flagged(s op, sw way, cl op, cw way) bool {
	written := make(map[string]bool)
	add := func(fn *ssa.Function) {
		for _, w := range c.Writes(fn) {
			written[guards.Key(w.Place)] = true
		}
	}
	add(cl.fn())
	for _, call := range cw.calls {
		add(call.Parent())
	}
	looks := func(instr ssa.Instruction) bool {
		return slices.ContainsFunc(guards.Branches(instr), func(b guards.Branch) bool {
			for key := range c.Reads(b.Cond).Vars {
				if written[key] {
					return true
				}
			}
			return false
		})
	}
	return looks(s.instr) || slices.ContainsFunc(sw.calls, func(call ssa.CallInstruction) bool { return looks(call) })
}

// reportOwner reports a send and a close that nothing keeps apart. If both are
// methods that others call, it may be a promise not to; if the closer receives
// from the channel, it may know that nothing more comes.
func (c *checker) reportOwner(k *channel, s op, sw way, cl op, cw way) {
	if c.told[cl.instr.Pos()] || c.told[s.instr.Pos()] {
		return
	}
	c.told[cl.instr.Pos()], c.told[s.instr.Pos()] = true, true
	steps := func(g int, w way, o op, what string) []report.Step {
		var out []report.Step
		if w.start != nil {
			out = append(out, report.Step{Goroutine: g, Pos: w.start.Pos(), Text: "is started here"})
		}
		for _, call := range slices.Backward(w.calls) {
			out = append(out, report.Step{Goroutine: g, Pos: call.Pos(), Text: "calls on from " + c.nameOf(call.Parent())})
		}
		return append(out, report.Step{Goroutine: g, Pos: o.instr.Pos(), Text: what})
	}
	f := report.Finding{
		Rule:  owner,
		Pos:   cl.instr.Pos(),
		Args:  []any{cl.name(), c.nameOf(s.fn()) + " may still send on it, which panics"},
		Trace: append(steps(1, cw, cl, "closes "+cl.name()), steps(2, sw, s, "sends on "+s.name()+" and panics")...),
	}
	if (c.independent(cw) || c.independent(sw)) && !c.received(cl.instr)[k.key] {
		f.Rule, f.Pos, f.Args = send, s.instr.Pos(), []any{"sends on " + s.name()}
	}
	c.findings = append(c.findings, f)
}

// independent reports whether a way begins with a goroutine of the package, or a
// function that somebody else was given to call when he likes.
func (c *checker) independent(w way) bool { return w.start != nil || c.Captured(w.root) }

func (c *checker) nameOf(fn *ssa.Function) string { return c.models[fn].Name() }
