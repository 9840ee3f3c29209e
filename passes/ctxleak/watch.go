package ctxleak

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// watch reports a go statement that starts a literal which only waits for
// something that others tell it, to cancel a context then, if it does not end when
// the context is cancelled by somebody else.
func (c *checker) watch(start *ssa.Go) {
	lit := start.Call.StaticCallee()
	mc, ok := start.Call.Value.(*ssa.MakeClosure)
	if !ok || len(start.Call.Args) > 0 || endsProgram(start.Parent()) || callee.InTestFile(start.Parent()) {
		return
	}
	var wait ssa.Instruction
	var chans []ssa.Value
	var cancel ssa.Value
	for _, b := range lit.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.UnOp:
				if instr.Op == token.ARROW {
					if wait != nil {
						return
					}
					wait, chans = instr, []ssa.Value{instr.X}
				}
			case *ssa.Select:
				if wait != nil || !instr.Blocking {
					return
				}
				wait = instr
				for _, s := range instr.States {
					chans = append(chans, s.Chan)
				}
			case *ssa.Call:
				if asks(instr, "Done") != nil {
					continue
				}
				v := outside(instr.Call.Value, mc)
				if v == nil || wait == nil || cancel != nil && v != cancel {
					return // it does something else, too
				}
				cancel = v
			case *ssa.Send, *ssa.Go, *ssa.Defer:
				return
			}
		}
	}
	src, ok := c.cancels(start.Parent(), cancel)
	if !ok || !c.others(src, cancel, mc) {
		return
	}
	for _, ch := range chans {
		if !foreign(ch, mc) || asks(ch, "Done") == nil && !handsOut(start.Parent()) {
			return
		}
	}
	c.report(report.Finding{
		Rule: watchRule,
		Pos:  start.Pos(),
		Args: []any{src.name()},
		Trace: []report.Step{
			{Goroutine: 1, Pos: src.call.Pos(), Text: src.name() + " makes a context"},
			{Goroutine: 1, Pos: start.Pos(), Text: "starts the goroutine"},
			{Goroutine: 2, Pos: wait.Pos(), Text: "still waits here when the context has been cancelled"},
		},
	})
}

// outside returns the value that a variable which a literal captures always has, as
// the function around it knows it, or nil.
func outside(v ssa.Value, mc *ssa.MakeClosure) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	free, ok := load.X.(*ssa.FreeVar)
	if !ok {
		return nil
	}
	i := slices.Index(mc.Fn.(*ssa.Function).FreeVars, free)
	cell, ok := mc.Bindings[i].(*ssa.Alloc)
	if !ok {
		return nil
	}
	var out ssa.Value
	for _, ref := range *cell.Referrers() {
		if s, ok := ref.(*ssa.Store); ok {
			if out != nil {
				return nil
			}
			out = s.Val
		}
	}
	return out
}

// cancels returns the call in fn that returns the cancel function v.
func (c *checker) cancels(fn *ssa.Function, v ssa.Value) (source, bool) {
	e, ok := v.(*ssa.Extract)
	if !ok {
		return source{}, false
	}
	call, ok := e.Tuple.(*ssa.Call)
	if !ok || call.Parent() != fn || callee.Effect(&call.Call).Kind != syncop.MakeCancel {
		return source{}, false
	}
	src, ok := c.source(call)
	return src, ok && src.cancel == v
}

// others reports whether somebody else may call the cancel function, so that it is
// not up to the goroutine alone.
func (c *checker) others(src source, cancel ssa.Value, mc *ssa.MakeClosure) bool {
	for _, ref := range *cancel.Referrers() {
		s, ok := ref.(*ssa.Store)
		if !ok {
			continue
		}
		for _, use := range *s.Addr.Referrers() {
			switch use := use.(type) {
			case *ssa.UnOp:
				return true
			case *ssa.MakeClosure:
				if use != mc {
					return true
				}
			}
		}
	}
	return false
}

// handsOut reports whether a function returns a context, or a function, and so is
// called for as many as others want.
func handsOut(fn *ssa.Function) bool {
	for r := range fn.Signature.Results().Variables() {
		if isContext(r.Type()) || isFuncType(r.Type()) {
			return true
		}
	}
	return false
}

// foreign reports whether a channel on which the goroutine waits is one that others
// close when they like: that of a context that the function around was given, or one
// that it, or its receiver, has from elsewhere.
func foreign(ch ssa.Value, mc *ssa.MakeClosure) bool {
	if ctx := asks(ch, "Done"); ctx != nil {
		ch = ctx
	}
	v := outside(ch, mc)
	if v == nil {
		if fa, ok := address(ch); ok {
			v = outside(fa.X, mc)
		}
	}
	_, param := v.(*ssa.Parameter)
	return param
}

// address returns the address of the field that v is loaded from.
func address(v ssa.Value) (*ssa.FieldAddr, bool) {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil, false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	return fa, ok
}
