package condwait

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callers"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// write is a write to a variable that somebody waits for.
type write struct {
	instr ssa.Instruction
	place *place.Place
	val   ssa.Value

	// atomic says that it is an operation of package sync/atomic.
	atomic bool
}

// writes returns the writes to variables in memory of a function.
func (c *checker) writes(fn *ssa.Function) []write {
	var out []write
	for instr := range callers.Instrs(fn) {
		switch instr := instr.(type) {
		case *ssa.Store:
			out = append(out, write{instr: instr, place: c.Places.Of(instr.Addr), val: instr.Val})
		case *ssa.Call:
			e, ok := callers.Effect(&instr.Call)
			if ok && e.Kind == syncop.AtomicStore && e.Operand+1 < len(instr.Call.Args) {
				out = append(out, write{instr, c.Places.Of(instr.Call.Args[e.Operand]), instr.Call.Args[e.Operand+1], true})
			}
		}
	}
	// What the function has just made has nobody waiting for it.
	return slices.DeleteFunc(out, func(w write) bool {
		root := w.place.Root()
		switch v := root.Value.(type) {
		case *ssa.Alloc:
			return v.Parent() == fn && w.place != root
		case *ssa.Call:
			return v.Parent() == fn
		}
		return false
	})
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
				for _, wr := range c.writes(fn) {
					if key(wr.place) == key(a.place) && a.ends(wr.val) && !c.mayWake(k, fn) {
						c.report(changeRule, use{instr: wr.instr}, []any{wr.place.In(fn), w.name, c.models[w.fn()].Name()},
							report.Step{Goroutine: 1, Pos: w.instr.Pos(), Text: "waits for " + a.place.In(w.fn())},
							report.Step{Goroutine: 2, Pos: wr.instr.Pos(), Text: "changes " + wr.place.In(fn)})
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
	return slices.ContainsFunc(c.Calls(fn), func(call callers.Call) bool { return c.wakesAround(k, call.Instr.Parent(), seen) })
}

// wakes reports whether fn, or what it calls or starts, wakes waiters of k, or
// tells others something, who may then do so.
func (c *checker) wakes(k *cond, fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	for instr := range callers.Instrs(fn) {
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
	if callers.Closes(call) != nil {
		return true
	}
	common := call.Common()
	if _, builtin := common.Value.(*ssa.Builtin); builtin || common.IsInvoke() {
		return false
	}
	if e, ok := callers.Effect(common); ok {
		return e.Kind == syncop.CondWake && len(k.wakes) == 0
	}
	fn := c.Function(common.Value)
	if fn == nil {
		return common.StaticCallee() == nil // a function value that may do anything
	}
	return c.Known(fn) && c.wakes(k, fn, seen)
}
