package signal

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/syncop"
)

// This file follows channels and contexts through the instructions.

func (t *Table) function(fn *ssa.Function) {
	if t.isOpen(fn) {
		for _, p := range fn.Params {
			if is(p.Type()) || isCell(p.Type()) {
				t.mark(p, shared)
			}
		}
	}
	for _, v := range fn.FreeVars {
		if fn.Parent() == nil && (is(v.Type()) || isCell(v.Type())) {
			t.mark(v, shared) // a wrapper's receiver
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			t.instr(instr)
		}
	}
}

func (t *Table) instr(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.Store:
		if is(instr.Val.Type()) {
			t.union(instr.Val, t.cell(instr.Addr))
			if isElem(instr.Addr) {
				t.out(instr.Val)
			}
		} else if isCell(instr.Val.Type()) {
			t.mark(t.cell(instr.Val), shared)
		}
	case *ssa.Send:
		t.mark(instr.Chan, sends)
		t.give(instr.X)
	case *ssa.Select:
		for _, s := range instr.States {
			if s.Send != nil {
				t.mark(s.Chan, sends)
				t.give(s.Send)
			}
		}
	case *ssa.MapUpdate:
		t.give(instr.Value)
		t.give(instr.Key)
	case *ssa.Return:
		for i, v := range instr.Results {
			if is(v.Type()) {
				t.union(v, result{instr.Parent(), i})
				if t.isOpen(instr.Parent()) {
					t.out(v)
				}
			}
			if isCell(v.Type()) {
				t.mark(t.cell(v), shared)
			}
		}
	case *ssa.MakeClosure:
		lit := instr.Fn.(*ssa.Function)
		for i, b := range instr.Bindings {
			if is(b.Type()) || isCell(b.Type()) {
				t.union(t.cell(b), lit.FreeVars[i])
			}
		}
	case ssa.CallInstruction:
		t.call(instr)
	case ssa.Value:
		t.value(instr)
	}
}

// value says where a value comes from.
func (t *Table) value(v ssa.Value) {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		t.give(mi.X)
	}
	if !is(v.Type()) {
		if isCell(v.Type()) {
			switch v := v.(type) {
			case *ssa.Alloc:
			case *ssa.FieldAddr:
			case *ssa.IndexAddr:
				t.mark(v, shared)
			case *ssa.Phi:
				for _, e := range v.Edges {
					t.union(t.cell(e), v)
				}
			default:
				t.mark(v, shared)
			}
		}
		return
	}
	switch v := v.(type) {
	case *ssa.MakeChan:
		t.mark(v, made)
	case *ssa.Phi:
		for _, e := range v.Edges {
			t.union(v, e)
		}
	case *ssa.ChangeType:
		t.union(v, v.X)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			t.union(v, t.cell(v.X))
		} else {
			t.mark(v, shared)
		}
	case *ssa.Field:
		t.union(v, t.field(v.X.Type(), v.Field))
	case *ssa.Extract:
		// What calls return is looked at there.
		if _, ok := v.Tuple.(*ssa.Call); !ok {
			t.mark(v, shared)
		}
	default:
		t.mark(v, shared)
	}
}

// give notes that a value goes where nobody follows it.
func (t *Table) give(v ssa.Value) {
	switch {
	case is(v.Type()):
		t.out(v)
	case isCell(v.Type()):
		t.mark(t.cell(v), shared)
	}
}

// cell returns the node of what is in memory at an address: all fields of one
// name are one, whatever struct they are in. An address that is not that of a
// variable is a node of its own.
func (t *Table) cell(addr ssa.Value) any {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return t.field(addr.X.Type(), addr.Field)
	case *ssa.Global:
		if token.IsExported(addr.Name()) || addr.Pkg == nil {
			t.mark(addr, shared)
		}
	}
	return addr
}

// isElem reports whether an address is that of an element.
func isElem(addr ssa.Value) bool {
	_, ok := addr.(*ssa.IndexAddr)
	return ok
}

func (t *Table) field(typ types.Type, i int) any {
	if p, ok := types.Unalias(typ).Underlying().(*types.Pointer); ok {
		typ = p.Elem()
	}
	st, ok := typ.Underlying().(*types.Struct)
	if !ok {
		var unknown any = typ
		t.mark(unknown, shared)
		return unknown
	}
	v := st.Field(i).Origin()
	if v.Exported() {
		t.mark(v, shared)
	}
	return v
}

// call follows what a call is given and returns.
func (t *Table) call(c ssa.CallInstruction) {
	common := c.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		if b.Name() == "close" {
			t.mark(common.Args[0], closes)
		}
		return
	}
	v, _ := c.(*ssa.Call)
	switch e := callee.Effect(common); e.Kind {
	case syncop.MakeCancel:
		t.results(v, func(r ssa.Value, _ int) { t.mark(r, closes) })
		return
	case syncop.RootContext:
		t.results(v, func(r ssa.Value, _ int) { t.mark(r, made) })
		return
	case syncop.DeriveContext, syncop.ContextDone:
		t.results(v, func(r ssa.Value, _ int) { t.union(r, callee.Operand(common)) })
		return
	case syncop.TimerChan:
		t.results(v, func(r ssa.Value, _ int) { t.mark(r, sends) })
		return
	}
	fn := callee.Body(common)
	if fn == nil || fn.Synthetic != "" || len(fn.Params) != len(common.Args) {
		for _, arg := range common.Args {
			t.give(arg)
		}
		t.results(v, func(r ssa.Value, _ int) { t.mark(r, shared) })
		return
	}
	for i, arg := range common.Args {
		if is(arg.Type()) || isCell(arg.Type()) {
			t.union(t.cell(arg), fn.Params[i])
		}
	}
	t.results(v, func(r ssa.Value, i int) { t.union(r, result{fn, i}) })
}

// results visits those results of a call that are channels or contexts.
func (t *Table) results(c *ssa.Call, visit func(v ssa.Value, i int)) {
	if c == nil {
		return
	}
	if is(c.Type()) {
		visit(c, 0)
	}
	for _, ref := range *c.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && is(e.Type()) {
			visit(e, e.Index)
		}
	}
}
