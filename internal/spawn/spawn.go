// Package spawn finds where goroutines are started, and with what.
package spawn

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Site is an instruction that starts a goroutine. Its Fn is nil if its function is
// not known, or has no body at hand.
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

// Param returns which of the arguments the value is to the function, or -1 if it is
// none of its parameters, or its arguments are not known.
func (f Func) Param(v ssa.Value) int {
	if p, ok := v.(*ssa.Parameter); ok && f.Fn != nil && p.Parent() == f.Fn {
		if i := slices.Index(f.Fn.Params, p); i < len(f.Args) {
			return i
		}
	}
	return -1
}

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
		f, _ := Callee(places, common)
		return Site{c, f}, true
	}
	e := callee.Effect(common)
	if e.Kind != syncop.Spawn || e.Operand >= len(common.Args) {
		return Site{}, false
	}
	f, _ := Function(places, common.Args[e.Operand])
	return Site{c, f}, true
}

// Callee returns the one function with a body that a call reaches.
func Callee(places *place.Table, c *ssa.CallCommon) (Func, bool) {
	f, ok := Reached(places, c)
	return f.withBody(ok)
}

// Function returns the function with a body that a value always is. A variable
// that is written once always is what was written, and a method value is the
// method.
func Function(places *place.Table, v ssa.Value) (Func, bool) {
	f, ok := value(places, v)
	return f.withBody(ok)
}

func (f Func) withBody(known bool) (Func, bool) {
	if !known || len(f.Fn.Blocks) == 0 {
		return Func{Args: f.Args}, false
	}
	return f, true
}

// Reached returns the one function that a call reaches, be its body at hand or not.
func Reached(places *place.Table, c *ssa.CallCommon) (Func, bool) {
	if c.IsInvoke() {
		return Func{Args: c.Args}, false
	}
	f, ok := value(places, c.Value)
	f.Args = c.Args
	return f, ok
}

// Runs returns the function that a call runs in its own goroutine, be its body at
// hand or not: the one that it reaches, or the one that it gives to a function of
// the library that calls it. Other functions of the library run nothing.
func Runs(places *place.Table, c *ssa.CallCommon) (Func, bool) {
	switch e := callee.Effect(c); e.Kind {
	case syncop.None:
		return Reached(places, c)
	case syncop.Call, syncop.CallOnce:
		if e.Operand < len(c.Args) {
			return value(places, c.Args[e.Operand])
		}
	}
	return Func{}, false
}

// Started returns the function of the goroutine that an instruction starts, be its
// body at hand or not, if it is known.
func Started(places *place.Table, c ssa.CallInstruction) (Func, bool) {
	common := c.Common()
	if _, ok := c.(*ssa.Go); ok {
		return Reached(places, common)
	}
	e := callee.Effect(common)
	if e.Kind != syncop.Spawn || e.Operand >= len(common.Args) {
		return Func{}, false
	}
	return value(places, common.Args[e.Operand])
}

// value returns the function that a value always is, be its body at hand or not.
func value(places *place.Table, v ssa.Value) (Func, bool) { return In(places.Of(v)) }

// In returns the function that is at a place, be its body at hand or not.
func In(p *place.Place) (Func, bool) {
	if p.Kind != place.Local {
		return Func{}, false
	}
	switch v := p.Value.(type) {
	case *ssa.Function:
		return Func{Fn: callee.Origin(v)}, true
	case *ssa.MakeClosure:
		return Func{Fn: v.Fn.(*ssa.Function), Binds: v.Bindings}, true
	}
	return Func{}, false
}
