package place

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Table makes and owns the places of one package. It is not safe for
// concurrent use.
type Table struct {
	// Call, if not nil, returns the place that the i-th result of a call
	// denotes, or nil if it is just a value of its own.
	Call func(call *ssa.Call, i int) *Place

	// Load, if not nil, is asked what the memory at p contains before p
	// is dereferenced by one more step; it returns nil if it has nothing
	// better. It knows the pointers that always point to the same lock.
	Load func(p *Place) *Place

	steps  map[step]*Place
	texts  map[[2]string]int32
	locals map[ssa.Value]*Place
	values map[ssa.Value]*Place
	cells  map[*Place]ssa.Value // memory of a local that is written exactly once -> what is written
	busy   map[*Place]bool      // loads being resolved, to stop at cycles
	inner  map[*types.Named]bool
}

// NewTable returns an empty table.
func NewTable() *Table {
	return &Table{
		steps:  make(map[step]*Place),
		texts:  make(map[[2]string]int32),
		locals: make(map[ssa.Value]*Place),
		values: make(map[ssa.Value]*Place),
		cells:  make(map[*Place]ssa.Value),
		busy:   make(map[*Place]bool),
		inner:  make(map[*types.Named]bool),
	}
}

// step is what tells a place from others, but for a Local: it takes a fraction
// of a Place's memory, and big packages have a million places.
type step struct {
	kind        Kind
	inner, bare bool
	number      int32 // Index, or the number of Owner and Name in the table
	parent, key *Place
}

// make returns the one place equal to like.
func (t *Table) make(like Place) *Place {
	k := step{like.Kind, like.Inner, like.Bare, int32(like.Index), like.Parent, like.Key}
	if like.Name != "" {
		k.number = t.text(like.Owner, like.Name)
	}
	if p := t.steps[k]; p != nil {
		return p
	}
	p := t.add(like)
	t.steps[k] = p
	return p
}

// text returns the number of a pair of names.
func (t *Table) text(owner, name string) int32 {
	pair := [2]string{owner, name}
	n, ok := t.texts[pair]
	if !ok {
		n = int32(len(t.texts))
		t.texts[pair] = n
	}
	return n
}

// add returns a new place.
func (t *Table) add(like Place) *Place {
	p := new(Place)
	*p = like
	p.ID = len(t.steps) + len(t.locals)
	if p.Parent != nil {
		p.Depth = p.Parent.Depth + 1
	}
	return p
}

// Root returns the numbered root i: a parameter, free variable or result.
func (t *Table) Root(kind Kind, i int) *Place { return t.make(Place{Kind: kind, Index: i}) }

// Named returns the root of kind Global, Const or Class with the name.
func (t *Table) Named(kind Kind, name string) *Place { return t.make(Place{Kind: kind, Name: name}) }

// Local returns the root that is the value v itself.
func (t *Table) Local(v ssa.Value) *Place {
	p := t.locals[v]
	if p == nil {
		p = t.add(Place{Kind: Local, Value: v})
		t.locals[v] = p
	}
	return p
}

// Field returns the field of p called name in the struct type called owner.
func (t *Table) Field(p *Place, owner, name string, inner bool) *Place {
	return t.make(Place{Kind: Field, Parent: p, Owner: owner, Name: name, Inner: inner})
}

// FieldLike returns the field of p that f is of its parent.
func (t *Table) FieldLike(p, f *Place) *Place {
	if f.Bare {
		return t.fieldOfValue(p, f)
	}
	return t.Field(p, f.Owner, f.Name, f.Inner)
}

// Elem returns the element of p at key.
func (t *Table) Elem(p, key *Place) *Place {
	return t.make(Place{Kind: Elem, Parent: p, Key: key})
}

// Step returns p extended by one Len or ReadSide step.
func (t *Table) Step(kind Kind, p *Place) *Place { return t.make(Place{Kind: kind, Parent: p}) }

// HasKey returns whether the map p has the constant key.
func (t *Table) HasKey(p *Place, key *ssa.Const) *Place {
	return t.make(Place{Kind: HasKey, Parent: p, Name: key.Value.ExactString()})
}

// Deref returns what p points to or contains.
func (t *Table) Deref(p *Place) *Place {
	if !t.busy[p] {
		t.busy[p] = true
		defer delete(t.busy, p)
		if q := t.content(p); q != nil {
			return q
		}
		if t.Load != nil {
			if q := t.Load(p); q != nil {
				return q
			}
		}
	}
	return t.make(Place{Kind: Deref, Parent: p})
}

// content returns what the cell p contains, or nil if p is no cell. A field
// of a struct that was written as a whole is the field of what was written.
func (t *Table) content(p *Place) *Place {
	if v := t.cells[p]; v != nil {
		return t.Of(v)
	}
	if p.Kind == Field {
		if q := t.content(p.Parent); q != nil {
			return t.fieldOfValue(q, p)
		}
	}
	return nil
}

// fieldOfValue returns field f of the struct value p. What is loaded from a
// field of a struct in memory is the field of the loaded struct.
func (t *Table) fieldOfValue(p, f *Place) *Place {
	if p.Kind == Deref {
		return t.Deref(t.Field(p.Parent, f.Owner, f.Name, f.Inner))
	}
	return t.make(Place{Kind: Field, Parent: p, Owner: f.Owner, Name: f.Name, Inner: f.Inner, Bare: true})
}

// Of returns the place that the value v denotes. It never fails: what has no
// path is a root of its own.
func (t *Table) Of(v ssa.Value) *Place {
	if p := t.values[v]; p != nil {
		return p
	}
	if _, ok := v.(*ssa.Phi); ok {
		t.values[v] = t.Local(v) // for phis that depend on themselves
	}
	p := t.of(v)
	t.values[v] = p
	return p
}

func (t *Table) of(v ssa.Value) *Place {
	switch v := v.(type) {
	case *ssa.FreeVar:
		if b := binding(v); b != nil {
			return t.Of(b)
		}
		for i, q := range v.Parent().FreeVars {
			if q == v {
				return t.Root(FreeVar, i)
			}
		}
	case *ssa.Phi:
		p := t.Of(v.Edges[0])
		for _, e := range v.Edges[1:] {
			if t.Of(e) != p {
				return t.Local(v)
			}
		}
		return p
	case *ssa.Global:
		if v.Pkg != nil {
			return t.Named(Global, v.Pkg.Pkg.Path()+"."+v.Name())
		}
	case *ssa.Const:
		if v.Value != nil {
			return t.Named(Const, v.Value.ExactString())
		}
		return t.Named(Const, "nil")
	case *ssa.FieldAddr:
		return t.field(t.Of(v.X), v.X.Type(), v.Field)
	case *ssa.Field:
		x := t.Of(v.X)
		return t.fieldOfValue(x, t.field(x, v.X.Type(), v.Field))
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return t.Deref(t.Of(v.X))
		}
	case *ssa.IndexAddr:
		return t.Elem(t.Of(v.X), t.Of(v.Index))
	case *ssa.Index:
		return t.Deref(t.Elem(t.Of(v.X), t.Of(v.Index)))
	case *ssa.Lookup:
		if !v.CommaOk {
			return t.Deref(t.Elem(t.Of(v.X), t.Of(v.Index)))
		}
	case *ssa.ChangeType:
		return t.Of(v.X)
	case *ssa.ChangeInterface:
		return t.Of(v.X)
	case *ssa.MakeInterface:
		return t.Of(v.X)
	case *ssa.TypeAssert:
		if !v.CommaOk {
			return t.Of(v.X)
		}
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			return t.Step(Len, t.Of(v.Call.Args[0]))
		}
		return t.call(v, v, 0)
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.TypeAssert:
			if v.Index == 0 {
				return t.Of(tuple.X)
			}
			return t.make(Place{Kind: IsType, Parent: t.Of(tuple.X), Name: tuple.AssertedType.String()})
		case *ssa.Lookup:
			if v.Index == 0 {
				return t.Deref(t.Elem(t.Of(tuple.X), t.Of(tuple.Index)))
			}
		case *ssa.Next:
			// The value of a range over a map, or a key that is a pointer:
			// a set's element.
			rng, ok := tuple.Iter.(*ssa.Range)
			if !ok || tuple.IsString {
				break
			}
			if _, pointer := v.Type().Underlying().(*types.Pointer); v.Index == 2 {
				return t.Deref(t.Elem(t.Of(rng.X), t.Local(tuple)))
			} else if v.Index == 1 && pointer {
				return t.Deref(t.Elem(t.Of(rng.X), t.Local(v)))
			}
		case *ssa.Call:
			return t.call(v, tuple, v.Index)
		}
	}
	return t.Local(v)
}

// binding returns the variable that a function literal captures as v. Each
// literal is made at one place, so it is known; for the wrappers that bind a
// method to its receiver it is not, and binding returns nil.
func binding(v *ssa.FreeVar) ssa.Value {
	lit := v.Parent()
	if lit.Parent() == nil {
		return nil
	}
	for _, ref := range *lit.Referrers() {
		if mc, ok := ref.(*ssa.MakeClosure); ok && mc.Fn == lit {
			for i, q := range lit.FreeVars {
				if q == v {
					return mc.Bindings[i]
				}
			}
		}
	}
	return nil
}

func (t *Table) call(v ssa.Value, call *ssa.Call, i int) *Place {
	if t.Call != nil {
		if p := t.Call(call, i); p != nil {
			return p
		}
	}
	return t.Local(v)
}

// field returns the place of field number i of p, where typ is p's type: a
// struct or a pointer to one.
func (t *Table) field(p *Place, typ types.Type, i int) *Place {
	typ = deref(typ)
	st, ok := typ.Underlying().(*types.Struct)
	if !ok {
		// The core type of a type parameter: no name to be had.
		return t.Elem(p, t.Named(Const, "field"))
	}
	owner, inner := "", true
	if n, ok := typ.(*types.Named); ok {
		owner, inner = TypeName(n), t.isLock(n)
	}
	return t.Field(p, owner, st.Field(i).Name(), inner)
}

// TypeName returns the name of a type in places: "path.Name", without type
// arguments.
func TypeName(n *types.Named) string {
	obj := n.Origin().Obj()
	if obj.Pkg() == nil {
		return obj.Name()
	}
	return obj.Pkg().Path() + "." + obj.Name()
}

// isLock remembers what [IsLock] says.
func (t *Table) isLock(n *types.Named) bool {
	n = n.Origin()
	is, ok := t.inner[n]
	if !ok {
		is = IsLock(n)
		t.inner[n] = is
	}
	return is
}

// IsLock reports whether n is a lock rather than something that has one: a
// struct around nothing but a lock, or a small one with its own Lock and
// Unlock. The lock is then named after the field that holds the n.
func IsLock(n *types.Named) bool {
	st, _ := n.Underlying().(*types.Struct)
	return st != nil && (st.NumFields() == 1 && st.Field(0).Embedded() || st.NumFields() <= maxLockFields && declares(n, "Lock") && declares(n, "Unlock"))
}

// maxLockFields is how many fields a struct may have to pass as a lock.
const maxLockFields = 4

func declares(n *types.Named, method string) bool {
	for m := range n.Methods() {
		if m.Name() == method {
			return true
		}
	}
	return false
}

// Suffix returns the last n steps of p as a key, or "" if p has fewer or one
// of them is an element: "struct type.field" and "*" for a dereference.
func (p *Place) Suffix(n int) (base *Place, key string) {
	var b strings.Builder
	for ; n > 0; n-- {
		if p.Parent == nil {
			return nil, ""
		}
		switch p.Kind {
		case Field:
			b.WriteString(p.Owner + "." + p.Name + "/")
		case Deref:
			b.WriteString("*/")
		default:
			return nil, ""
		}
		p = p.Parent
	}
	return p, b.String()
}
