package place

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
)

// AddCells looks in fn for local variables, and fields of local structs, that
// are written exactly once, so that loading them is naming what was written.
// Functions must be added before places of their values are asked for, and
// enclosing functions together with their literals.
//
// The variable may be read before the write: then the load names a value that
// is not there yet, which no lock operation survives either. Conditions would,
// so a flag or error that a literal captures before the write is left out.
func (t *Table) AddCells(fn *ssa.Function) {
	writes := make(map[*Place]int)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			store, ok := instr.(*ssa.Store)
			if !ok || rewrites(store) {
				continue
			}
			p := cellOf(t, store.Addr)
			if p == nil {
				continue
			}
			writes[p]++
			// A constant would decide conditions before it is written.
			if _, isConst := store.Val.(*ssa.Const); writes[p] == 1 && !isConst && !askedBefore(store) {
				t.cells[p] = store.Val
			} else {
				delete(t.cells, p)
			}
		}
	}
	for p := range writes {
		for q := p.Parent; q != nil; q = q.Parent {
			if writes[q] > 0 {
				delete(t.cells, p) // the struct as a whole is written, too
			}
		}
		if a, ok := p.Value.(*ssa.Alloc); ok && writtenByLiteral(a) {
			delete(t.cells, p)
		}
	}
}

// askedBefore reports whether a literal may ask for a flag or an error before it
// is written.
func askedBefore(store *ssa.Store) bool {
	switch t := store.Val.Type().Underlying().(type) {
	case *types.Basic:
		if t.Info()&types.IsBoolean == 0 {
			return false
		}
	case *types.Interface:
	default:
		return false
	}
	a, ok := store.Addr.(*ssa.Alloc)
	return ok && slices.ContainsFunc(*a.Referrers(), func(ref ssa.Instruction) bool {
		_, captured := ref.(*ssa.MakeClosure)
		return captured && !order.Precedes(store, ref)
	})
}

// rewrites reports whether a store writes back what the variable contains, as
// "return result" does to a named result.
func rewrites(store *ssa.Store) bool {
	load, ok := store.Val.(*ssa.UnOp)
	return ok && load.X == store.Addr
}

// cellOf returns the place of addr if it is a local variable or a field of
// one, without asking what any memory contains.
func cellOf(t *Table, addr ssa.Value) *Place {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		return t.Local(addr)
	case *ssa.FieldAddr:
		if p := cellOf(t, addr.X); p != nil {
			return t.field(p, addr.X.Type(), addr.Field)
		}
	}
	return nil
}

// writtenByLiteral reports whether a function literal that captures v may
// write to it.
func writtenByLiteral(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		mc, ok := ref.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		lit := mc.Fn.(*ssa.Function)
		for i, b := range mc.Bindings {
			if b != v {
				continue
			}
			fv := lit.FreeVars[i]
			for _, use := range *fv.Referrers() {
				if store, ok := use.(*ssa.Store); ok && store.Addr == fv {
					return true
				}
			}
			if writtenByLiteral(fv) {
				return true
			}
		}
	}
	return false
}
