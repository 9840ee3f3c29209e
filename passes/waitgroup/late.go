package waitgroup

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// late finds functions that count a goroutine and start it, and that run in
// goroutines which the group does not count, while another function waits.
func (c *checker) late(fn *ssa.Function) {
	for _, a := range c.own(fn) {
		class := a.group.Class()
		if a.kind != adds && a.kind != goes || a.depth > 0 || class == "" {
			continue
		}
		done := func(o op) bool { return o.kind == dones && o.group.Class() == class }
		if a.kind == adds && !slices.ContainsFunc(c.started(fn), done) {
			continue
		}
		start := c.startOf(fn, make(map[*ssa.Function]bool))
		if start == nil || slices.ContainsFunc(start.own, done) || start.group != nil && start.group.Class() == class {
			continue
		}
		w, ok := c.otherWait(fn, class)
		if !ok {
			continue
		}
		name := a.group.In(fn) + "." + methodName(a.call.Common())
		c.findings = append(c.findings, report.Finding{
			Rule: lateRule,
			Pos:  a.call.Pos(),
			Args: []any{name, w.Parent().RelString(fn.Pkg.Pkg)},
			Trace: []report.Step{
				{Goroutine: 1, Pos: w.Pos(), Text: "waits"},
				{Goroutine: 2, Pos: start.instr.Pos(), Text: "is started here"},
				{Goroutine: 2, Pos: a.call.Pos(), Text: "calls " + name},
			},
		})
	}
}

// startOf returns where a goroutine is started that runs fn, or nil.
func (c *checker) startOf(fn *ssa.Function, seen map[*ssa.Function]bool) *site {
	if seen[fn] {
		return nil
	}
	seen[fn] = true
	for _, f := range c.funcs {
		for _, s := range c.sites(f) {
			if s.body.Fn == fn {
				return &s
			}
		}
	}
	for _, call := range c.callersOf(fn) {
		if s := c.startOf(call.Parent(), seen); s != nil {
			return s
		}
	}
	return nil
}

// otherWait returns a Wait on the class in a function that takes no lock that fn
// takes, too: under one, each may see what the other is up to.
func (c *checker) otherWait(fn *ssa.Function, class string) (ssa.CallInstruction, bool) {
	mine := c.locks(fn)
	for _, other := range c.funcs {
		if other == fn {
			continue
		}
		for _, w := range c.own(other) {
			if w.kind != waits || w.depth > 0 || w.group.Class() != class {
				continue
			}
			if slices.ContainsFunc(c.locks(other), func(l string) bool { return slices.Contains(mine, l) }) {
				return nil, false
			}
			return w.call, true
		}
	}
	return nil, false
}

// locks returns the classes of the locks that fn takes.
func (c *checker) locks(fn *ssa.Function) []string {
	var out []string
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || call.Call.IsInvoke() {
				continue
			}
			if e, ok := syncop.Lookup(callee.Named(&call.Call)); ok && (e.Kind == syncop.Acquire || e.Kind == syncop.TryAcquire) {
				out = append(out, c.places.Of(call.Call.Args[0]).Class())
			}
		}
	}
	return out
}
