package chanclose

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/order"
)

// way is how control comes to a function from where its goroutine begins.
type way struct {
	root *ssa.Function

	// start is what starts root as a goroutine. It is nil if others call
	// root: other packages, or those that it was given to as a value.
	start ssa.CallInstruction

	calls []ssa.CallInstruction // from the function up to root
	once  bool                  // some call on the way happens at most once
}

// Budgets: where there are more ways or longer ones nothing is reported.
const (
	maxWays  = 40
	maxCalls = 8
)

// ways returns the ways that lead to an operation, and whether these are all.
func (c *checker) ways(o op) ([]way, bool) {
	var out []way
	complete := true
	seen := make(map[*ssa.Function]bool)
	var visit func(fn *ssa.Function, w way)
	visit = func(fn *ssa.Function, w way) {
		if len(out) >= maxWays || len(w.calls) >= maxCalls {
			complete = false
			return
		}
		if seen[fn] {
			return
		}
		seen[fn] = true
		calls := c.Calls(fn)
		if guards.Exported(fn) || c.Captured(fn) || len(calls) == 0 {
			out = append(out, way{root: fn, calls: w.calls, once: w.once})
		}
		for _, call := range calls {
			if c.constructs(call.Instr, fn) {
				continue
			}
			if call.Starts {
				out = append(out, way{root: fn, start: call.Instr, calls: w.calls, once: w.once || call.Once})
				continue
			}
			visit(call.Instr.Parent(), way{calls: append(slices.Clip(w.calls), call.Instr), once: w.once || call.Once})
		}
	}
	visit(o.fn(), way{})
	return out, complete
}

// precedes reports whether one way is over when the other begins: the function
// that starts the goroutine of the second does not take the first any more.
func precedes(first, second way) bool {
	return second.start != nil && slices.ContainsFunc(first.calls, func(call ssa.CallInstruction) bool {
		return call.Parent() == second.start.Parent() && !order.Reaches(second.start, call)
	})
}

// constructs reports whether a call of a method belongs to making its receiver,
// so that nobody else knows that yet.
func (c *checker) constructs(call ssa.CallInstruction, fn *ssa.Function) bool {
	if _, starts := call.(*ssa.Go); starts || fn.Signature.Recv() == nil || len(call.Common().Args) == 0 {
		return false
	}
	return c.fresh(call, c.Places.Of(call.Common().Args[0]))
}

// before iterates over the instructions that have certainly run when control
// comes to instr. What is deferred runs after all that the function does.
func before(instr ssa.Instruction) func(yield func(ssa.Instruction) bool) {
	if _, deferred := instr.(*ssa.Defer); deferred {
		return guards.Instrs(instr.Parent())
	}
	return func(yield func(ssa.Instruction) bool) {
		for b := instr.Block(); b != nil; b = b.Idom() {
			for _, i := range b.Instrs {
				if i == instr {
					break
				}
				if !yield(i) {
					return
				}
			}
		}
	}
}

// leading iterates over the instructions that may have run when control comes to
// instr.
func leading(instr ssa.Instruction) func(yield func(ssa.Instruction) bool) {
	if _, deferred := instr.(*ssa.Defer); deferred {
		return guards.Instrs(instr.Parent())
	}
	return func(yield func(ssa.Instruction) bool) {
		for _, i := range instr.Block().Instrs[:order.Index(instr)] {
			if !yield(i) {
				return
			}
		}
		seen := make(map[*ssa.BasicBlock]bool)
		for work := slices.Clone(instr.Block().Preds); len(work) > 0; {
			b := work[0]
			work = work[1:]
			if seen[b] {
				continue
			}
			seen[b] = true
			for _, i := range b.Instrs {
				if !yield(i) {
					return
				}
			}
			work = append(work, b.Preds...)
		}
	}
}

// recovers reports whether fn has a deferred call that recovers from panics.
func recovers(fn *ssa.Function) bool {
	for instr := range guards.Instrs(fn) {
		d, ok := instr.(*ssa.Defer)
		if !ok {
			continue
		}
		callee := d.Call.StaticCallee()
		if callee == nil {
			continue
		}
		for i := range guards.Instrs(callee) {
			if call, ok := i.(*ssa.Call); ok {
				if b, ok := call.Call.Value.(*ssa.Builtin); ok && b.Name() == "recover" {
					return true
				}
			}
		}
	}
	return false
}
