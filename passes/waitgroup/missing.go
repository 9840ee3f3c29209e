package waitgroup

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
)

// missing finds goroutines that were counted and that return on some path
// without Done, though they call it on others, or call it twice on some path.
func (c *checker) missing(s site) {
	fn := s.body.Fn
	seen := make(map[*place.Place]bool)
	for _, d := range s.own {
		g := d.group
		if d.kind != dones || seen[g] || g == s.group || !plain(g) {
			continue
		}
		seen[g] = true
		add, ok := c.countedBy(s, g)
		if !ok {
			continue
		}
		alone, others := c.alone(s, g, add)
		if !alone {
			continue
		}
		// A starter that does not wait itself may learn by a message
		// that it need not.
		told := local(g) != nil && len(on(c.own(s.starter()), g, waits)) == 0
		p := c.paths(fn, d.inner, others || told)
		if p == nil || p.max == 0 {
			continue
		}
		name := g.In(s.starter())
		start := report.Step{Pos: s.instr.Pos(), Text: "starts the goroutine, which " + name + " counts"}
		if p.min == 0 {
			pos := end(fn, p.least)
			c.findings = append(c.findings, report.Finding{
				Rule: doneRule,
				Pos:  pos,
				Args: []any{name, "not called on this path", "Wait never returns"},
				Trace: []report.Step{
					start,
					{Pos: d.call.Pos(), Text: "other paths call Done here"},
					{Pos: pos, Text: "returns without Done"},
				},
			})
			continue
		}
		// What all paths do outside of loops is in the balance.
		if p.max > 1 && (p.min < p.max || order.Repeats(s.instr)) && c.countsOne(s, g, add) {
			c.findings = append(c.findings, tooOften(s, name, on(s.own, g, dones)))
			continue
		}
		if r := c.recovers(fn, d.inner); r != nil && !d.deferred() && !p.unclear && p.min == 1 && p.max == 1 {
			c.findings = append(c.findings, report.Finding{
				Rule: doneRule,
				Pos:  d.call.Pos(),
				Args: []any{name, "not deferred", "the panic that the goroutine recovers from skips it, and Wait never returns"},
				Trace: []report.Step{
					start,
					{Pos: r.Pos(), Text: "recovers from panics"},
					{Pos: d.call.Pos(), Text: "calls Done if there was none"},
				},
			})
		}
	}
}

// countsOne reports whether add counts the goroutine s and nothing else.
func (c *checker) countsOne(s site, g *place.Place, add op) bool {
	n, ok := amount(add.call.Common())
	return ok && n == 1 && local(g) != nil && sameLoop(add.at, s.instr) &&
		len(on(c.own(s.starter()), g, adds)) == 1 && len(on(c.started(s.starter()), g, adds)) == 0
}

// sameLoop reports whether two instructions are run equally often, as far as
// loops go.
func sameLoop(a, b ssa.Instruction) bool {
	x, y := loop.Innermost(a), loop.Innermost(b)
	if x == nil || y == nil {
		return x == y
	}
	return x.Header == y.Header
}

// tooOften words a path through a goroutine on which it calls more than one of
// the calls of Done.
func tooOften(s site, name string, calls []op) report.Finding {
	start := report.Step{Pos: s.instr.Pos(), Text: "starts the goroutine, which " + name + " counts once"}
	f := report.Finding{
		Rule:  doneRule,
		Args:  []any{name, "called twice on a path of a goroutine that is counted once", "the counter becomes negative, which panics"},
		Trace: []report.Step{start},
	}
	for _, d := range calls {
		text := "calls Done"
		if d.deferred() {
			text = "calls Done when it returns"
		}
		f.Trace = append(f.Trace, report.Step{Pos: d.call.Pos(), Text: text})
		if !d.deferred() || !f.Pos.IsValid() {
			f.Pos = d.call.Pos()
		}
	}
	return f
}

// countedBy returns the Add that counts the goroutine for certain: one that comes
// before the start whenever that does.
func (c *checker) countedBy(s site, g *place.Place) (op, bool) {
	own := c.own(s.starter())
	if len(on(own, g, dones)) > 0 || len(on(s.own, g, adds, goes)) > 0 {
		return op{}, false
	}
	all := on(own, g, adds)
	i := slices.IndexFunc(all, func(a op) bool {
		n, ok := amount(a.call.Common())
		return order.Precedes(a.at, s.instr) && !a.guarded && (!ok || n > 0)
	})
	if i < 0 {
		return op{}, false
	}
	return all[i], true
}

// alone reports whether nobody but the goroutine calls Done on its behalf: others
// who do are goroutines that were counted by themselves. Then there are others.
func (c *checker) alone(s site, g *place.Place, add op) (alone, others bool) {
	if a := local(g); a != nil && !c.tracks(a).all {
		return false, false
	}
	class := g.Class()
	if local(g) == nil && class == "" {
		return false, false
	}
	same := func(o op) bool {
		return o.kind == dones && (o.group == g || class != "" && o.group.Class() == class)
	}
	if slices.ContainsFunc(c.startedBy(s), same) {
		return false, false
	}
	for _, fn := range c.funcs {
		if fn == s.body.Fn || !slices.ContainsFunc(c.own(fn), func(o op) bool { return same(o) && o.depth == 0 }) {
			continue
		}
		if !c.isBody(fn) {
			return false, true
		}
		others = true
	}
	// Two goroutines for one Add: whoever comes first.
	for _, fn := range c.funcs {
		for _, other := range c.sites(fn) {
			if other.instr == s.instr || other.group == g || !slices.ContainsFunc(other.own, same) {
				continue
			}
			if a, ok := c.countedBy(other, g); !ok && class == "" || ok && a.at == add.at && !countsMany(a) {
				return false, true
			}
		}
	}
	return true, others
}

// countsMany reports whether an Add may count more than one goroutine.
func countsMany(a op) bool {
	n, ok := amount(a.call.Common())
	return !ok || n > 1
}

// isBody reports whether a go statement, or the like, starts fn.
func (c *checker) isBody(fn *ssa.Function) bool {
	if c.bodies == nil {
		c.bodies = make(map[*ssa.Function]bool)
		for _, f := range c.funcs {
			for _, s := range c.sites(f) {
				c.bodies[s.body.Fn] = true
			}
		}
	}
	return c.bodies[fn] && len(c.callersOf(fn)) == 0
}

// end returns where a function ends at a return: there, or at its closing brace.
func end(fn *ssa.Function, ret *ssa.Return) token.Pos {
	if pos := ret.Pos(); pos.IsValid() {
		return pos
	}
	if syn := fn.Syntax(); syn != nil {
		return syn.End() - 1
	}
	return fn.Pos()
}
