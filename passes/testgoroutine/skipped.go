package testgoroutine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
)

// skipped reports whether a test has been skipped for good before it comes to an
// instruction: many a test is switched off like that, and not thought of again.
func (c *checker) skipped(instr ssa.Instruction) bool {
	fn := instr.Parent()
	b := instr.Block()
	for _, earlier := range b.Instrs[:slices.Index(b.Instrs, instr)] {
		if c.switchesOff(earlier) {
			return true
		}
	}
	for d := b.Idom(); d != nil; d = d.Idom() {
		if slices.ContainsFunc(d.Instrs, c.switchesOff) {
			return true
		}
	}
	// A literal runs only if the function around it comes to where it is made.
	refs := fn.Referrers()
	return fn.Parent() != nil && refs != nil && slices.ContainsFunc(*refs, c.skipped)
}

// switchesOff reports whether an instruction skips a test and says why, or calls
// a function that does nothing else but skip it.
func (c *checker) switchesOff(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	if callee.Effect(&call.Call).Skips {
		return call.Call.Signature().Variadic()
	}
	fn := callee.Body(&call.Call)
	if load, ok := call.Call.Value.(*ssa.UnOp); ok && fn == nil {
		if g, ok := load.X.(*ssa.Global); ok {
			fn = c.contentOf(g)
		}
	}
	return fn != nil && len(fn.Blocks) == 1 && slices.ContainsFunc(fn.Blocks[0].Instrs, func(i ssa.Instruction) bool {
		c, ok := i.(*ssa.Call)
		return ok && callee.Effect(&c.Call).Skips
	})
}

// contentOf returns the function that a package-level variable contains, if it
// is given one and never another.
func (c *checker) contentOf(g *ssa.Global) *ssa.Function {
	if c.globals == nil {
		c.globals = make(map[*ssa.Global]*ssa.Function)
		for _, fn := range c.funcs {
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					if store, ok := instr.(*ssa.Store); ok {
						c.note(store)
					}
				}
			}
		}
	}
	return c.globals[g]
}

// note notes what is stored in a package-level variable: nil if it is more than
// one function.
func (c *checker) note(store *ssa.Store) {
	g, ok := store.Addr.(*ssa.Global)
	if !ok {
		return
	}
	fn, _ := store.Val.(*ssa.Function)
	if _, again := c.globals[g]; again {
		fn = nil
	}
	c.globals[g] = fn
}
