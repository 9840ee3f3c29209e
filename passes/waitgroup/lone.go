package waitgroup

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// lone finds groups in local variables of which only one side is used: nobody
// waits for the goroutines that are counted, or nobody ever counts down.
func (c *checker) lone(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			v, ok := instr.(ssa.Value)
			if !ok || !newGroup(v) {
				continue
			}
			u := c.tracks(v)
			if !u.all || u.count == nil {
				continue
			}
			name := c.places.Of(v).In(fn)
			if e, ok := v.(*ssa.Extract); ok {
				name = variable(e)
			}
			counts := report.Step{Pos: u.count.Pos(), Text: "counts a goroutine"}
			switch {
			case u.wait == nil && c.forGoroutines(fn, v, u) && !c.awaited(fn, c.places.Of(v)):
				c.findings = append(c.findings, report.Finding{
					Rule:  nowaitRule,
					Pos:   u.count.Pos(),
					Args:  []any{name},
					Trace: []report.Step{counts},
				})
			case u.wait != nil && !u.done:
				c.findings = append(c.findings, report.Finding{
					Rule:  doneRule,
					Pos:   u.wait.Pos(),
					Args:  []any{name, "never called", "this Wait never returns"},
					Trace: []report.Step{counts, {Pos: u.wait.Pos(), Text: "waits for it"}},
				})
			}
		}
	}
}

// forGoroutines reports whether a group made in fn is used by a goroutine that
// the function starts. Else it may just be tried out.
func (c *checker) forGoroutines(fn *ssa.Function, v ssa.Value, u *usage) bool {
	if k, _ := classify(u.count.Common()); k == goes {
		return true
	}
	g := c.places.Of(v)
	return slices.ContainsFunc(c.started(fn), func(o op) bool { return o.group == g })
}

// newGroup reports whether v is a group that was made here: a variable, or what
// a function of the group's package returned.
func newGroup(v ssa.Value) bool {
	p, ok := types.Unalias(v.Type()).(*types.Pointer)
	if !ok || !isGroup(p.Elem()) {
		return false
	}
	switch v := v.(type) {
	case *ssa.Alloc:
		return true
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		if !ok {
			return false
		}
		obj := callee.Named(&call.Call)
		_, known := syncop.Lookup(obj)
		return known
	}
	return false
}

// variable returns the name of the variable that v is stored in, for people.
func variable(v ssa.Value) string {
	for _, ref := range *v.Referrers() {
		if store, ok := ref.(*ssa.Store); ok {
			if a, ok := store.Addr.(*ssa.Alloc); ok && a.Comment != "" {
				return a.Comment
			}
		}
	}
	return "the group"
}
