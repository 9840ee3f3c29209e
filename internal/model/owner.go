package model

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// owners knows the fields that have objects of their own: struct fields, and
// pointers that are only ever set to new objects. Two objects of one type in
// different such fields are never the same, as the scopes of a resource manager
// for connections and those for peers.
type owners struct {
	shared map[field]bool // pointers that are set to what may be known elsewhere
	set    map[field]bool // pointers that are set at all
	pkg    *types.Package
}

// findOwners looks through all stores of the package.
func (b *builder) findOwners(sources []*ssa.Function) {
	b.owners = owners{make(map[field]bool), make(map[field]bool), b.pass.Pkg}
	for _, fn := range sources {
		for _, blk := range fn.Blocks {
			for _, instr := range blk.Instrs {
				if m, ok := instr.(*ssa.MapUpdate); ok {
					if fa, ok := loadedField(m.Map); ok {
						b.owners.put(elements(b.fieldOf(fa)), b.isNew(m.Value))
					}
					continue
				}
				fa, ok := instr.(*ssa.FieldAddr)
				if !ok {
					continue
				}
				for _, ref := range *fa.Referrers() {
					switch ref := ref.(type) {
					case *ssa.Store:
						b.owners.put(b.fieldOf(fa), ref.Addr == fa && b.isNew(ref.Val))
						if _, made := ref.Val.(*ssa.MakeMap); !made {
							b.owners.put(elements(b.fieldOf(fa)), false) // a map or slice from elsewhere
						}
					case *ssa.UnOp, *ssa.FieldAddr, *ssa.DebugRef:
					default:
						b.owners.shared[b.fieldOf(fa)] = true // its address goes elsewhere
					}
				}
			}
		}
	}
}

// elements is what a map in the field f contains.
func elements(f field) field { return field{f.owner, f.name + "[]"} }

// put notes that f is set, to a new object or not.
func (o *owners) put(f field, isNew bool) {
	o.set[f] = true
	if !isNew {
		o.shared[f] = true
	}
}

// isNew reports whether v points to an object that is made for it.
func (b *builder) isNew(v ssa.Value) bool {
	if c, ok := v.(*ssa.Const); ok && c.IsNil() {
		return true
	}
	switch v := b.places.Of(v).Value.(type) {
	case *ssa.Alloc:
		return len(storedIn(v)) <= 1
	case *ssa.Call:
		return len(storedIn(v)) <= 1 && b.returnsNew(v, 0)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && len(storedIn(v)) <= 1 && b.returnsNew(call, v.Index)
	}
	return false
}

// storedIn returns the stores that put v into objects.
func storedIn(v ssa.Value) []*ssa.Store {
	var out []*ssa.Store
	for _, ref := range *v.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Val == v {
			if _, variable := store.Addr.(*ssa.Alloc); !variable {
				out = append(out, store)
			}
		}
	}
	return out
}

// returnsNew reports whether result i of a call is an object that the callee
// has made.
func (b *builder) returnsNew(call *ssa.Call, i int) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	if fn = origin(fn); len(fn.Blocks) == 0 || b.asking[fn] {
		return false
	}
	b.asking[fn] = true
	defer delete(b.asking, fn)
	values := returned(fn)
	if i >= len(values) || len(values[i]) == 0 {
		return false
	}
	for _, v := range values[i] {
		if !b.isNew(v) {
			return false
		}
	}
	return true
}

// justMade reports whether p is an object that a function called here has made.
func (b *builder) justMade(p *place.Place) bool {
	if p == nil || p.Kind != place.Local {
		return false
	}
	switch v := p.Value.(type) {
	case *ssa.Call:
		return b.returnsNew(v, 0)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && b.returnsNew(call, v.Index)
	}
	return false
}

// owner names the field that alone has the object of the lock p, or is "".
func (o *owners) owner(p *place.Place) string {
	for p.Kind == place.Field && p.Inner {
		p = p.Parent
	}
	if p.Kind != place.Field || p.Parent == nil {
		return ""
	}
	p = p.Parent // the object
	pointer := p.Kind == place.Deref
	if pointer {
		p = p.Parent
	}
	elem := p.Kind == place.Elem && p.Parent.Kind == place.Deref
	if elem {
		p = p.Parent.Parent
	}
	if p.Kind != place.Field || p.Owner == "" {
		return ""
	}
	f := field{p.Owner, p.Name}
	if elem {
		f = elements(f)
	}
	if pointer && (!o.set[f] || o.shared[f]) {
		return ""
	}
	return f.owner + "." + f.name
}
