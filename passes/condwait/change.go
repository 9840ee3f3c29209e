package condwait

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// atoms returns the comparisons that keep the loop around a wait going.
func (c *checker) atoms(k *cond, w use) []guards.Atom {
	r := c.after(k, w.instr)
	var out []guards.Atom
	for _, b := range guards.Branches(w.instr) {
		exit := b.Block().Succs[1]
		if !b.Value {
			exit = b.Block().Succs[0]
		}
		// The loop's other branches decide what else to do before the wait.
		if !slices.Contains(r.ifs, b.If) || reaches(exit, w.instr.Block(), r.blocks) {
			continue
		}
		out = append(out, c.Atoms(b.Cond, b.Value)...)
	}
	return out
}

// reaches reports whether control can come from one block to another within
// the region.
func reaches(from, to *ssa.BasicBlock, region map[*ssa.BasicBlock]bool) bool {
	seen := map[*ssa.BasicBlock]bool{from: true}
	work := []*ssa.BasicBlock{from}
	for len(work) > 0 {
		b := work[0]
		work = work[1:]
		if b == to {
			return true
		}
		for _, s := range b.Succs {
			if region[s] && !seen[s] {
				seen[s] = true
				work = append(work, s)
			}
		}
	}
	return false
}

// changes finds writes that end a wait of k, where nobody is woken.
func (c *checker) changes(k *cond) {
	if len(k.wakes) == 0 {
		return // see never
	}
	for _, w := range k.waits {
		if w.value() {
			continue
		}
		for _, a := range c.atoms(k, w) {
			for _, fn := range c.Funcs {
				for _, wr := range c.Writes(fn) {
					if guards.Key(wr.Place) == guards.Key(a.Place) && guards.Sibling(wr.Place, k.place) && a.Ends(wr.Val) && !c.mayWake(k, fn) {
						c.report(changeRule, use{instr: wr.Instr}, []any{wr.Place.In(fn), w.name, c.models[w.fn()].Name()},
							report.Step{Goroutine: 1, Pos: w.instr.Pos(), Text: "waits for " + a.Place.In(w.fn())},
							report.Step{Goroutine: 2, Pos: wr.Instr.Pos(), Text: "changes " + wr.Place.In(fn)})
					}
				}
			}
		}
	}
}

// mayWake reports whether fn may wake waiters of k, or somebody may do so before
// or after calling it.
func (c *checker) mayWake(k *cond, fn *ssa.Function) bool {
	return c.wakesAround(k, fn, make(map[*ssa.Function]bool))
}

func (c *checker) wakesAround(k *cond, fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	if c.wakes(k, fn, make(map[*ssa.Function]bool)) || c.Captured(fn) {
		return true
	}
	for outer := fn.Parent(); outer != nil; outer = outer.Parent() {
		if c.wakesAround(k, outer, seen) {
			return true
		}
	}
	return slices.ContainsFunc(c.Calls(fn), func(call guards.Call) bool { return c.wakesAround(k, call.Instr.Parent(), seen) })
}

// wakes reports whether fn, or what it calls or starts, wakes waiters of k, or
// tells others something, who may then do so.
func (c *checker) wakes(k *cond, fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	for instr := range guards.Instrs(fn) {
		switch instr := instr.(type) {
		case *ssa.Send, *ssa.Select:
			return true
		case *ssa.MakeClosure:
			if lit := instr.Fn.(*ssa.Function); !c.Known(lit) || c.wakes(k, lit, seen) {
				return true
			}
		case ssa.CallInstruction:
			if slices.ContainsFunc(k.wakes, func(u use) bool { return u.instr == ssa.Instruction(instr) }) || c.callWakes(k, instr, seen) {
				return true
			}
		}
	}
	return false
}

func (c *checker) callWakes(k *cond, call ssa.CallInstruction, seen map[*ssa.Function]bool) bool {
	if guards.Closes(call) != nil {
		return true
	}
	common := call.Common()
	if _, builtin := common.Value.(*ssa.Builtin); builtin || common.IsInvoke() {
		return false
	}
	if e, ok := guards.Effect(common); ok {
		return e.Kind == syncop.CondWake && len(k.wakes) == 0
	}
	fn := c.Function(common.Value)
	if fn == nil {
		return common.StaticCallee() == nil // a function value that may do anything
	}
	return c.Known(fn) && c.wakes(k, fn, seen)
}
