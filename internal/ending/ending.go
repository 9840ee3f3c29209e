// Package ending tells which functions never return, and which instructions
// never let the next one run.
package ending

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/signal"
	"github.com/conclint/conclint/internal/syncop"
)

// Table knows the functions of one package.
type Table struct {
	// Signals, if not nil, knows the channels on which nothing ever comes.
	Signals *signal.Table

	// Panics says that a panic that a function recovers from is no way to
	// return.
	Panics bool

	returns map[*ssa.Function]bool
}

// Returns reports whether a call of fn may come back.
func (t *Table) Returns(fn *ssa.Function) bool {
	if r, ok := t.returns[fn]; ok {
		return r
	}
	if t.returns == nil {
		t.returns = make(map[*ssa.Function]bool)
	}
	t.returns[fn] = true // for recursion: in doubt it does
	r := !t.Panics && recovers(fn)
	t.Reachable(fn.Blocks[0], 0, func(instr ssa.Instruction) {
		_, is := instr.(*ssa.Return)
		r = r || is
	})
	t.returns[fn] = r
	return r
}

// Ends reports whether an instruction never lets the next one run.
func (t *Table) Ends(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Call:
		switch callee.Effect(&instr.Call).Kind {
		case syncop.Exit, syncop.Unwind:
			return true
		}
		fn := callee.Body(&instr.Call)
		return fn != nil && !t.Returns(fn)
	case *ssa.UnOp:
		return instr.Op == token.ARROW && t.Signals.NeverReady(instr.X)
	case *ssa.Select:
		if !instr.Blocking {
			return false
		}
		for _, s := range instr.States {
			if s.Send != nil || !t.Signals.NeverReady(s.Chan) {
				return false
			}
		}
		return true
	}
	return false
}

// recovers reports whether fn recovers from panics, so that it returns then.
func recovers(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && callsRecover(callee.Body(&d.Call)) {
				return true
			}
		}
	}
	return false
}

func callsRecover(fn *ssa.Function) bool {
	if fn == nil {
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				if f, ok := call.Call.Value.(*ssa.Builtin); ok && f.Name() == "recover" {
					return true
				}
			}
		}
	}
	return false
}

// Reachable visits the instructions that may run once those of block b from
// index i on do.
func (t *Table) Reachable(b *ssa.BasicBlock, i int, visit func(ssa.Instruction)) {
	seen := make(map[*ssa.BasicBlock]bool)
	var walk func(b *ssa.BasicBlock, i int)
	walk = func(b *ssa.BasicBlock, i int) {
		for _, instr := range b.Instrs[i:] {
			visit(instr)
			if t.Ends(instr) {
				return
			}
		}
		for k, succ := range b.Succs {
			if !seen[succ] && !t.Never(b, k) {
				seen[succ] = true
				walk(succ, 0)
			}
		}
	}
	walk(b, i)
}

// Never reports whether the branch at the end of b never takes edge k.
func (t *Table) Never(b *ssa.BasicBlock, k int) bool {
	branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	value, known := t.always(branch.Cond)
	return known && value == (k == 1)
}

// always returns the value that a condition always has, if it is known.
func (t *Table) always(cond ssa.Value) (value, known bool) {
	switch cond := cond.(type) {
	case *ssa.Const:
		return cond.Value != nil && cond.Value.Kind() == constant.Bool && constant.BoolVal(cond.Value), true
	case *ssa.Extract:
		return true, t.isOpen(cond)
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			value, known = t.always(cond.X)
			return !value, known
		}
	case *ssa.BinOp:
		switch {
		case cond.Op != token.EQL && cond.Op != token.NEQ:
		case t.neverTaken(cond):
			return false, true
		case t.neverDone(cond):
			return cond.Op == token.EQL, true
		}
	}
	return false, false
}

// isOpen reports whether v says whether a channel is open, or was when something
// was received, and the channel is never closed.
func (t *Table) isOpen(v *ssa.Extract) bool {
	if v.Index != 1 {
		return false
	}
	switch tuple := v.Tuple.(type) {
	case *ssa.UnOp:
		return tuple.Op == token.ARROW && t.Signals.NeverClosed(tuple.X)
	case *ssa.Select:
		for _, s := range tuple.States {
			if s.Send == nil && !t.Signals.NeverClosed(s.Chan) {
				return false
			}
		}
		return true
	}
	return false
}

// neverTaken reports whether a comparison asks for a case of a select statement
// that is never taken.
func (t *Table) neverTaken(cond *ssa.BinOp) bool {
	e, ok := cond.X.(*ssa.Extract)
	k, isConst := cond.Y.(*ssa.Const)
	if !ok || !isConst || cond.Op != token.EQL || e.Index != 0 || k.Value == nil {
		return false
	}
	sel, ok := e.Tuple.(*ssa.Select)
	if !ok {
		return false
	}
	i := int(k.Int64())
	return i >= 0 && i < len(sel.States) && sel.States[i].Send == nil && t.Signals.NeverReady(sel.States[i].Chan)
}

// neverDone reports whether a comparison is of nil with the error of a context
// that is never done.
func (t *Table) neverDone(cond *ssa.BinOp) bool {
	err, ok := cond.X.(*ssa.Call)
	k, isConst := cond.Y.(*ssa.Const)
	if !ok || !isConst || !k.IsNil() || callee.Effect(&err.Call).Kind != syncop.ContextErr {
		return false
	}
	return t.Signals.NeverReady(callee.Operand(&err.Call))
}
