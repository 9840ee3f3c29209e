package model

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// relations knows how the objects of a package refer to each other, as far as
// the code that puts references into fields shows it. It is what makes "the
// same lock" decidable across callbacks and across parents and children.
type relations struct {
	// callbacks lists the function literals and method values that are put
	// into a field, or into a map or slice there, each with the struct that
	// the field belongs to.
	callbacks map[field][]callback

	// parents says that the field of an object that is kept in one of the
	// listed fields points back to the struct that keeps it.
	parents map[field]map[field]bool
}

// field is a field of a struct type.
type field struct{ owner, name string }

// callback is a function in a field of object; object is a place of the
// function that encloses the literal, or what a method value is bound to.
type callback struct {
	fn     *ssa.Function
	object *place.Place
}

// setter is a function that puts its parameter into a field of object, or into
// a map or slice there.
type setter struct {
	field  field
	object *place.Place
	param  int
}

// findRelations looks through the stores and calls of the package.
func (b *builder) findRelations(sources []*ssa.Function) {
	b.relations = relations{make(map[field][]callback), make(map[field]map[field]bool)}
	setters := make(map[*ssa.Function][]setter)
	for _, fn := range sources {
		kept := make(map[*place.Place][]keeping) // what fn puts where
		var stores []*ssa.Store
		for _, blk := range fn.Blocks {
			for _, instr := range blk.Instrs {
				switch instr := instr.(type) {
				case *ssa.Store:
					fa, ok := instr.Addr.(*ssa.FieldAddr)
					if !ok {
						continue
					}
					stores = append(stores, instr)
					for _, v := range added(instr.Val) {
						b.keeps(kept, fa.X, b.fieldOf(fa), v)
						b.addCallback(fn, b.fieldOf(fa), b.places.Of(fa.X), v, setters)
					}
				case *ssa.MapUpdate:
					fa, ok := loadedField(instr.Map)
					if !ok {
						continue
					}
					b.keeps(kept, fa.X, b.fieldOf(fa), instr.Key)
					for _, v := range added(instr.Value) {
						b.keeps(kept, fa.X, b.fieldOf(fa), v)
						b.addCallback(fn, b.fieldOf(fa), b.places.Of(fa.X), v, setters)
					}
				}
			}
		}
		// A field of something kept that is set to the keeper points back.
		for _, store := range stores {
			fa := store.Addr.(*ssa.FieldAddr)
			for _, k := range kept[b.places.Of(fa.X)] {
				if k.keeper == b.places.Of(store.Val) {
					f := b.fieldOf(fa)
					if b.relations.parents[f] == nil {
						b.relations.parents[f] = make(map[field]bool)
					}
					b.relations.parents[f][k.field] = true
				}
			}
		}
	}
	for _, fn := range sources {
		b.callsOfSetters(fn, setters)
	}
}

// keeping says that a value is put into a field of keeper, or into a map or
// slice there.
type keeping struct {
	keeper *place.Place
	field  field
}

func (b *builder) keeps(kept map[*place.Place][]keeping, keeper ssa.Value, f field, v ssa.Value) {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		_, whole := load.Type().Underlying().(*types.Struct)
		if a, ok := load.X.(*ssa.Alloc); ok && whole {
			v = a
		}
	}
	if _, ok := v.Type().Underlying().(*types.Pointer); ok {
		p := b.places.Of(v)
		kept[p] = append(kept[p], keeping{b.places.Of(keeper), f})
	}
}

// added returns what storing v adds to what is kept there: v itself, or x and
// y if v is append(old, x, y).
func added(v ssa.Value) []ssa.Value {
	if call, ok := v.(*ssa.Call); ok {
		if bi, ok := call.Call.Value.(*ssa.Builtin); ok && bi.Name() == "append" && len(call.Call.Args) == 2 {
			if elems, ok := variadic(call.Call.Args[1]); ok {
				return elems
			}
		}
	}
	return []ssa.Value{v}
}

func (b *builder) fieldOf(fa *ssa.FieldAddr) field {
	p := b.places.Of(fa)
	return field{p.Owner, p.Name}
}

// loadedField returns the field that v was loaded from.
func loadedField(v ssa.Value) (*ssa.FieldAddr, bool) {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return nil, false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	return fa, ok
}

// addCallback notes that v is put into a field of object.
func (b *builder) addCallback(fn *ssa.Function, f field, object *place.Place, v ssa.Value, setters map[*ssa.Function][]setter) {
	if _, ok := v.Type().Underlying().(*types.Signature); !ok {
		return
	}
	p := b.places.Of(v)
	if p.Kind != place.Local {
		return
	}
	switch v := p.Value.(type) {
	case *ssa.Parameter:
		if v.Parent() != fn || setters == nil {
			return
		}
		for i, q := range fn.Params {
			if q == v {
				setters[fn] = append(setters[fn], setter{f, object, i})
			}
		}
	case *ssa.MakeClosure:
		lit := v.Fn.(*ssa.Function)
		if lit.Parent() == nil && len(v.Bindings) == 1 {
			// A method value: the object is what it is bound to.
			if b.places.Of(v.Bindings[0]) != object {
				return
			}
			object = b.places.Root(place.FreeVar, 0)
		}
		b.relations.callbacks[f] = append(b.relations.callbacks[f], callback{lit, object})
	}
}

// callsOfSetters notes the callbacks that fn registers by calling setters.
func (b *builder) callsOfSetters(fn *ssa.Function, setters map[*ssa.Function][]setter) {
	for _, blk := range fn.Blocks {
		for _, instr := range blk.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			callee := call.Common().StaticCallee()
			if callee == nil {
				continue
			}
			args := call.Common().Args
			for _, s := range setters[origin(callee)] {
				object := b.places.Subst(s.object, func(root *place.Place) *place.Place {
					for i, q := range origin(callee).Params {
						if root.Value == ssa.Value(q) && i < len(args) {
							return b.places.Of(args[i])
						}
					}
					return nil
				})
				if object != nil && s.param < len(args) {
					b.addCallback(fn, s.field, object, args[s.param], nil)
				}
			}
		}
	}
}

// bind tells t, a function that the value v may be, which object it belongs to
// if v is from a field and t a callback that is kept there.
func (b *builder) bind(t *target, v ssa.Value) {
	f := keeperOf(b.places.Of(v))
	if f == nil {
		return
	}
	for _, c := range b.relations.callbacks[field{f.Owner, f.Name}] {
		if c.fn == t.fn {
			t.boundTo, t.base = c.object, f.Parent
		}
	}
}

// keeperOf returns the field that contains p or keeps it in maps and slices, or
// nil.
func keeperOf(p *place.Place) *place.Place {
	for p.Kind == place.Deref {
		switch p = p.Parent; p.Kind {
		case place.Field:
			return p
		case place.Elem:
			p = p.Parent
		}
	}
	return nil
}

// parent returns the object that keeps p's if p is a field that points back to
// it, or nil.
func (b *builder) parent(p *place.Place) *place.Place {
	if p.Kind != place.Field {
		return nil
	}
	keepers := b.relations.parents[field{p.Owner, p.Name}]
	if keepers == nil {
		return nil
	}
	q := p.Parent
	if q.Kind == place.Deref {
		q = q.Parent // what is kept is a pointer
	}
	if q.Kind == place.Elem && q.Parent.Kind == place.Deref {
		q = q.Parent.Parent
	}
	if q.Kind == place.Field && keepers[field{q.Owner, q.Name}] {
		return q.Parent
	}
	return nil
}
