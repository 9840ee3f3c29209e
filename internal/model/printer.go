package model

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file finds the functions that are to their callers what fmt.Printf is:
// they pass what they are given to a function that calls methods on it, such as
// the String of what is logged.

// printer says of a function that the methods of one of its parameters, or of
// that one's elements, may be called.
type printer struct {
	operand int // the parameter
	format  int // one more than the parameter that is the format; 0 when there is none
	methods string
}

// effect returns what a call of the function means.
func (p printer) effect() syncop.Effect {
	return syncop.Effect{Kind: syncop.CallMethods, Operand: p.operand, Format: p.format, Methods: strings.Fields(p.methods)}
}

// maxPrinters is how many printers may pass something on to each other, one
// calling the next.
const maxPrinters = 6

// findPrinters looks through the calls of the package.
func (b *builder) findPrinters(sources []*ssa.Function) {
	calls := passing(sources)
	for range maxPrinters {
		changed := false
		for _, call := range calls {
			changed = b.passesOn(call.Parent(), &call.Call) || changed
		}
		if !changed {
			return
		}
	}
}

// passing returns the calls that may pass on a parameter that can be printed.
func passing(sources []*ssa.Function) []*ssa.Call {
	var out []*ssa.Call
	for _, fn := range sources {
		if !slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool { return isPrintable(p.Type()) }) {
			continue
		}
		for _, blk := range fn.Blocks {
			for _, instr := range blk.Instrs {
				if call, ok := instr.(*ssa.Call); ok && takesPrintable(&call.Call) {
					out = append(out, call)
				}
			}
		}
	}
	return out
}

// passesOn notes the parameters of fn that a call prints, and reports whether
// one of them was not known.
func (b *builder) passesOn(fn *ssa.Function, call *ssa.CallCommon) (changed bool) {
	note := func(p printer) {
		if !slices.Contains(b.printers[fn], p) {
			b.printers[fn] = append(b.printers[fn], p)
			changed = true
		}
	}
	for _, e := range b.calling(call) {
		methods := strings.Join(e.Methods, " ")
		if i, ok := paramOf(fn, arg(call, e.Operand)); ok && isList(fn.Params[i].Type()) {
			if e.Format == 0 {
				note(printer{i, 0, methods})
			} else if j, ok := paramOf(fn, suffix(arg(call, e.Format-1))); ok {
				note(printer{i, j + 1, methods})
			}
			continue
		}
		for _, v := range operands(upTo(call, e), e) {
			if i, ok := paramOf(fn, v); ok && types.IsInterface(fn.Params[i].Type()) {
				note(printer{i, 0, methods})
			}
		}
	}
	return changed
}

// calling returns what a call means if it calls methods of its arguments one
// after the other.
func (b *builder) calling(call *ssa.CallCommon) []syncop.Effect {
	if e, ok := effect(call); ok {
		if e.Kind == syncop.CallMethods && !e.All {
			return []syncop.Effect{e}
		}
		return nil
	}
	return b.printing(call)
}

// printing returns what is known of a call of a printer.
func (b *builder) printing(call *ssa.CallCommon) []syncop.Effect {
	fn := call.StaticCallee()
	if fn == nil || !takesPrintable(call) {
		return nil
	}
	fn = origin(fn)
	ps := b.printers[fn]
	if obj, ok := fn.Object().(*types.Func); ok && fn.Blocks == nil && len(b.imported.printers) > 0 {
		ps = b.imported.printers[obj.FullName()]
	}
	var out []syncop.Effect
	for _, p := range ps {
		out = append(out, p.effect())
	}
	return out
}

// impliedBy returns the methods that a call calls on its arguments, be it in
// what it calls.
func (b *builder) impliedBy(call *ssa.CallCommon) []implicitCall {
	if e, ok := effect(call); ok {
		if e.Kind == syncop.CallMethods {
			return implicit(call, e, b.pkg.Prog)
		}
		return nil
	}
	var out []implicitCall
	for _, e := range b.printing(call) {
		out = append(out, implicit(upTo(call, e), e, b.pkg.Prog)...)
	}
	return out
}

// upTo returns the call without the arguments that a printer does not print.
func upTo(call *ssa.CallCommon, e syncop.Effect) *ssa.CallCommon {
	if _, ok := effect(call); ok {
		return call
	}
	c := *call
	c.Args = call.Args[:e.Operand+1]
	return &c
}

// paramOf returns which parameter of fn the value v is.
func paramOf(fn *ssa.Function, v ssa.Value) (int, bool) {
	if c, ok := v.(*ssa.ChangeInterface); ok {
		v = c.X
	}
	param, ok := v.(*ssa.Parameter)
	if !ok {
		return 0, false
	}
	i := slices.Index(fn.Params, param)
	return i, i >= 0
}

// suffix returns what v adds to constants that have no verbs, or v.
func suffix(v ssa.Value) ssa.Value {
	sum, ok := v.(*ssa.BinOp)
	if !ok || sum.Op != token.ADD {
		return v
	}
	plain := func(x ssa.Value) bool {
		c, ok := x.(*ssa.Const)
		return ok && c.Value != nil && c.Value.Kind() == constant.String && !strings.Contains(constant.StringVal(c.Value), "%")
	}
	switch {
	case plain(sum.X):
		return suffix(sum.Y)
	case plain(sum.Y):
		return suffix(sum.X)
	}
	return v
}

// isList reports whether t is a slice of interfaces.
func isList(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && types.IsInterface(s.Elem())
}

// isPrintable reports whether methods can be called on a value of type t by who knows
// nothing else of it, or on its elements.
func isPrintable(t types.Type) bool { return types.IsInterface(t) || isList(t) }

func takesPrintable(call *ssa.CallCommon) bool {
	return slices.ContainsFunc(call.Args, func(v ssa.Value) bool { return isPrintable(v.Type()) })
}
