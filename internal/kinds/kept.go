package kinds

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
)

// kept returns the kinds of what is kept in a field.
func (q *query) kept(fa *ssa.FieldAddr) set {
	f := fieldVar(fa)
	if f == nil || f.Exported() || f.Pkg() != q.pkg {
		return q.loose()
	}
	if q.seen[f] {
		return q.field[f]
	}
	q.seen[f] = true
	var s set
	q.uses(f, func(fa *ssa.FieldAddr, ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
			return true
		case *ssa.Store:
			if ref.Addr == ssa.Value(fa) {
				s = s.or(q.at(ref.Val, ref))
				return true
			}
		}
		s = all
		return false
	})
	return q.grow(q.field, f, s)
}

func (q *query) grow(m map[*types.Var]set, f *types.Var, s set) set {
	s = m[f].or(s)
	if !s.equal(m[f]) {
		q.grown = true
	}
	m[f] = s
	return s
}

// uses visits what is done with the addresses of a field until visit returns false.
func (q *query) uses(f *types.Var, visit func(*ssa.FieldAddr, ssa.Instruction) bool) {
	for _, fa := range q.addrs[f] {
		for _, ref := range *fa.Referrers() {
			if !visit(fa, ref) {
				return
			}
		}
	}
}

// fieldVar returns the field that fa is the address of.
func fieldVar(fa *ssa.FieldAddr) *types.Var {
	owner := structOf(fa.X.Type())
	if owner == nil {
		return nil
	}
	return owner.Type().Underlying().(*types.Struct).Field(fa.Field)
}

// elements returns the kinds of the elements of a map or slice.
func (q *query) elements(v ssa.Value) set {
	if q.seen[elems{v}] {
		return q.elems[v]
	}
	q.seen[elems{v}] = true
	q.steps++
	if q.steps > maxSteps {
		return all
	}
	s := q.elems[v].or(q.contents(v))
	if !s.equal(q.elems[v]) {
		q.grown = true
	}
	q.elems[v] = s
	return s
}

// elems stands for the elements of a value among what was seen.
type elems struct{ ssa.Value }

func (q *query) contents(v ssa.Value) set {
	switch v := v.(type) {
	case *ssa.Const:
		return set{}
	case *ssa.Phi:
		var s set
		for _, e := range v.Edges {
			s = s.or(q.elements(e))
		}
		return s
	case *ssa.Slice:
		return q.elements(v.X)
	case *ssa.Alloc, *ssa.MakeSlice, *ssa.MakeMap:
		return q.put(v)
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
			return q.put(v).or(q.elements(v.Call.Args[0])).or(q.elements(v.Call.Args[1]))
		}
	case *ssa.UnOp:
		if fa, ok := v.X.(*ssa.FieldAddr); ok {
			return q.collected(fa)
		}
	}
	return q.loose()
}

// put returns the kinds of what is put into the map or slice v, if all that happens
// to it can be seen.
func (q *query) put(v ssa.Value) set {
	if q.seen[puts{v}] {
		return q.puts[v]
	}
	q.seen[puts{v}] = true
	s := q.puts[v]
	for _, ref := range *v.Referrers() {
		s = s.or(q.putBy(v, ref))
	}
	if !s.equal(q.puts[v]) {
		q.grown = true
	}
	q.puts[v] = s
	return s
}

// puts stands for what is put into a value among what was seen.
type puts struct{ ssa.Value }

// putBy returns the kinds of what one use of the map or slice v puts into it.
func (q *query) putBy(v ssa.Value, ref ssa.Instruction) set {
	switch ref := ref.(type) {
	case *ssa.DebugRef, *ssa.Lookup, *ssa.Range, *ssa.Index, *ssa.BinOp:
		return set{}
	case *ssa.IndexAddr:
		var s set
		for _, use := range *ref.Referrers() {
			switch use := use.(type) {
			case *ssa.UnOp, *ssa.DebugRef:
			case *ssa.Store:
				if use.Addr != ssa.Value(ref) {
					return all
				}
				s = s.or(q.at(use.Val, use))
			default:
				return all
			}
		}
		return s
	case *ssa.MapUpdate:
		if ref.Map == v {
			return q.at(ref.Value, ref)
		}
	case *ssa.Slice, *ssa.Phi:
		return q.put(ref.(ssa.Value))
	case *ssa.Store:
		if fa, field := ref.Addr.(*ssa.FieldAddr); field && ref.Val == v {
			return q.collected(fa)
		}
	case *ssa.Call:
		if fn := callee.Body(&ref.Call); fn != nil && q.in[fn] {
			var s set
			for i, arg := range ref.Call.Args {
				if arg == v && i < len(fn.Params) {
					s = s.or(q.put(fn.Params[i]))
				}
			}
			return s
		}
		switch fn := ref.Call.Value.(type) {
		case *ssa.Builtin:
			return set{} // what append returns has what it adds
		case *ssa.Function:
			if len(fn.TypeArgs()) > 0 && !q.in[callee.Origin(fn)] {
				return set{} // can only move elements about
			}
		}
	}
	return all
}

// collected returns the kinds of the elements of the map or slice in a field, if
// nobody else has it.
func (q *query) collected(fa *ssa.FieldAddr) set {
	f := fieldVar(fa)
	if f == nil || f.Exported() || f.Pkg() != q.pkg {
		return q.loose()
	}
	key := collection{f}
	if q.seen[key] {
		return q.inside[f]
	}
	q.seen[key] = true
	var s set
	q.uses(f, func(fa *ssa.FieldAddr, ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
			return true
		case *ssa.UnOp:
			s = s.or(q.put(ref))
			return true
		case *ssa.Store:
			if ref.Addr == ssa.Value(fa) {
				s = s.or(q.elements(ref.Val))
				return true
			}
		}
		s = all
		return false
	})
	return q.grow(q.inside, f, s)
}

// collection stands for what is collected in a field among what was seen.
type collection struct{ *types.Var }
