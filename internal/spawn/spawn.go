// Package spawn finds where goroutines are started, and with what.
package spawn

import (
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Site is an instruction that starts a goroutine of which the function is known.
type Site struct {
	Instr ssa.CallInstruction
	Func
}

// Func is a function with what it is called with.
type Func struct {
	Fn    *ssa.Function
	Args  []ssa.Value // the receiver being number 0; none if only the one who calls it knows
	Binds []ssa.Value // what the closure was made of
}

// Given returns all that the goroutine gets from its starter.
func (f Func) Given() []ssa.Value { return append(f.Args[:len(f.Args):len(f.Args)], f.Binds...) }

// Sites returns where fn itself starts goroutines.
func Sites(places *place.Table, fn *ssa.Function) []Site {
	var out []Site
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if c, ok := instr.(ssa.CallInstruction); ok {
				if s, ok := At(places, c); ok {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// At returns the goroutine that an instruction starts, by a go statement or by
// giving its function to one of the library's that does.
func At(places *place.Table, c ssa.CallInstruction) (Site, bool) {
	common := c.Common()
	if _, ok := c.(*ssa.Go); ok {
		f, ok := Callee(places, common)
		return Site{c, f}, ok
	}
	e := callee.Effect(common)
	if e.Kind != syncop.Spawn || e.Operand >= len(common.Args) {
		return Site{}, false
	}
	f, ok := Function(places, common.Args[e.Operand])
	return Site{c, f}, ok
}

// Callee returns the one function with a body that a call reaches.
func Callee(places *place.Table, c *ssa.CallCommon) (Func, bool) {
	if c.IsInvoke() {
		return Func{}, false
	}
	f, ok := Function(places, c.Value)
	f.Args = c.Args
	return f, ok
}

// Function returns the function that a value always is. A variable that is written
// once always is what was written, and a method value is the method.
func Function(places *place.Table, v ssa.Value) (Func, bool) {
	p := places.Of(v)
	if p.Kind != place.Local {
		return Func{}, false
	}
	switch v := p.Value.(type) {
	case *ssa.Function:
		fn := callee.Origin(v)
		return Func{Fn: fn}, len(fn.Blocks) > 0
	case *ssa.MakeClosure:
		fn := v.Fn.(*ssa.Function)
		return Func{Fn: fn, Binds: v.Bindings}, len(fn.Blocks) > 0
	}
	return Func{}, false
}
