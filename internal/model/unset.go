package model

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// findUnset finds the fields that nothing in the package sets, though nobody else
// can: pointers, functions and the like that are always nil, such as a hook that
// is not used yet. What stands behind a comparison with nil is then dead code. What
// uses such a field without a comparison is taken at its word: it needs somebody to
// set it, and somebody will.
func (b *builder) findUnset(sources []*ssa.Function) {
	b.unset = make(map[field]bool)
	scope := b.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok && !tn.IsAlias() {
			for _, f := range nilable(tn.Type()) {
				b.unset[f] = true
			}
		}
	}
	loads := make(map[*ssa.Function]bool)
	for _, fn := range sources {
		for _, blk := range fn.Blocks {
			for _, instr := range blk.Instrs {
				switch instr := instr.(type) {
				case *ssa.FieldAddr:
					f := typeField(instr)
					if !b.unset[f] {
						continue
					}
					if !onlyLoaded(instr) {
						delete(b.unset, f)
					}
					loads[fn] = true
				case *ssa.ChangeType: // from a type whose fields have other names in places
					b.setsAll(instr.Type())
				case *ssa.Convert: // from an unsafe.Pointer
					b.setsAll(instr.Type())
				}
			}
		}
	}
	b.findDead(sources, loads)
}

// nilable returns the unexported fields of a struct type that can be nil.
func nilable(t types.Type) []field {
	named, ok := t.(*types.Named)
	if !ok {
		return nil
	}
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var out []field
	for v := range st.Fields() {
		switch v.Type().Underlying().(type) {
		case *types.Pointer, *types.Interface, *types.Signature, *types.Map, *types.Chan:
			if !v.Exported() {
				out = append(out, field{place.TypeName(named), v.Name()})
			}
		}
	}
	return out
}

// onlyLoaded reports whether an address is used for nothing but loading.
func onlyLoaded(addr *ssa.FieldAddr) bool {
	for _, ref := range *addr.Referrers() {
		switch ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// typeField returns the field that fa is the address of, by its type: this comes
// before the time at which places can be asked for.
func typeField(fa *ssa.FieldAddr) field {
	t := types.Unalias(fa.X.Type().Underlying().(*types.Pointer).Elem())
	named, ok := t.(*types.Named)
	if !ok {
		return field{}
	}
	return field{place.TypeName(named), named.Underlying().(*types.Struct).Field(fa.Field).Name()}
}

// setsAll notes that all fields of t, or of what it points to, may be set.
func (b *builder) setsAll(t types.Type) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	for _, f := range nilable(types.Unalias(t)) {
		delete(b.unset, f)
	}
}

// findDead finds the function literals and method values that only dead code
// makes, in functions that load fields that may be unset.
func (b *builder) findDead(sources []*ssa.Function, loads map[*ssa.Function]bool) {
	b.dead = make(map[*ssa.Function]bool)
	if len(b.unset) == 0 {
		return
	}
	reached := make(map[*ssa.Function]map[*ssa.BasicBlock]bool)
	for _, fn := range sources {
		if !loads[fn] {
			continue
		}
		reached[fn] = b.reached(fn)
		for _, blk := range fn.Blocks {
			if !reached[fn][blk] {
				functions(blk, func(lit *ssa.Function) { b.dead[lit] = true })
			}
		}
	}
	if len(b.dead) == 0 {
		return
	}
	for _, fn := range sources {
		for _, blk := range fn.Blocks {
			if r := reached[fn]; r == nil || r[blk] {
				functions(blk, func(lit *ssa.Function) { delete(b.dead, lit) })
			}
		}
	}
}

// functions visits the functions that a block's instructions name.
func functions(blk *ssa.BasicBlock, visit func(*ssa.Function)) {
	var ops [16]*ssa.Value
	for _, instr := range blk.Instrs {
		for _, op := range instr.Operands(ops[:0]) {
			if fn, ok := (*op).(*ssa.Function); ok {
				visit(fn)
			}
		}
	}
}

// reached returns the blocks of fn that can be entered, given the fields that
// are always nil.
func (b *builder) reached(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	out := make(map[*ssa.BasicBlock]bool)
	work := []*ssa.BasicBlock{fn.Blocks[0]}
	if fn.Recover != nil {
		work = append(work, fn.Recover)
	}
	for len(work) > 0 {
		blk := work[len(work)-1]
		work = work[:len(work)-1]
		if out[blk] {
			continue
		}
		out[blk] = true
		for i, succ := range blk.Succs {
			if cond, ok := blk.Instrs[len(blk.Instrs)-1].(*ssa.If); !ok || !b.excluded(cond.Cond, i == 0) {
				work = append(work, succ)
			}
		}
	}
	return out
}

// excluded reports whether cond, a comparison of a field that is always nil with
// nil, never has the value.
func (b *builder) excluded(cond ssa.Value, value bool) bool {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return false
	}
	x, y := cmp.X, cmp.Y
	if c, ok := x.(*ssa.Const); ok && c.IsNil() {
		x, y = y, x
	}
	c, ok := y.(*ssa.Const)
	load, isLoad := x.(*ssa.UnOp)
	if !ok || !c.IsNil() || !isLoad || load.Op != token.MUL {
		return false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	return ok && b.unset[typeField(fa)] && value != (cmp.Op == token.EQL)
}
