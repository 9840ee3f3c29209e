package model

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// aliases knows pointers in structs that always point to a lock elsewhere in
// the same object, as "s.cond = sync.NewCond(&s.mu)" makes s.cond.L point to
// s.mu. It is keyed by the steps from the object to the pointer, last first
// (see place.Suffix), and gives the path from the object to the lock.
type aliases struct {
	paths map[string]aliasPath
	last  map[[2]string]bool // the fields, by owner and name, that the paths' keys begin with
}

// aliasPath is a path relative to base.
type aliasPath struct{ base, lock *place.Place }

// maxSuffix is how many steps may lie between the object and the pointer.
const maxSuffix = 5

// findAliases looks through all stores of the package. A field that is set to
// different things in different places is no alias.
func findAliases(sources []*ssa.Function) aliases {
	al := aliases{paths: make(map[string]aliasPath), last: make(map[[2]string]bool)}
	t := place.NewTable() // of its own: it must not remember what it can't know yet
	t.Call = func(call *ssa.Call, _ int) *place.Place {
		if e, ok := effect(&call.Call); ok && e.Kind == syncop.ReadSide {
			return t.Step(place.ReadSide, t.Of(arg(&call.Call, e.Operand)))
		}
		return nil
	}
	for _, fn := range sources {
		t.AddCells(fn)
	}
	for _, fn := range sources {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if store, ok := instr.(*ssa.Store); ok {
					al.addStore(t, store)
				}
			}
		}
	}
	return al
}

func (al *aliases) addStore(t *place.Table, store *ssa.Store) {
	addr := t.Of(store.Addr)
	if addr.Kind != place.Field {
		return
	}
	if call, ok := store.Val.(*ssa.Call); ok {
		if e, ok := effect(&call.Call); ok && e.Kind == syncop.NewCond {
			// What is stored is a pointer to a Cond, whose L is the operand.
			l := t.Field(t.Step(place.Deref, addr), "sync.Cond", "L", false)
			al.addPath(l, t.Of(arg(&call.Call, e.Operand)))
			return
		}
	}
	switch store.Val.Type().Underlying().(type) {
	case *types.Pointer, *types.Interface:
		if c, ok := store.Val.(*ssa.Const); !ok || !c.IsNil() {
			al.addPath(addr, t.Of(store.Val))
		}
	}
}

// addPath notes that the pointer at addr is set to value.
func (al *aliases) addPath(addr, value *place.Place) {
	for n := 1; n <= maxSuffix; n++ {
		base, key := addr.Suffix(n)
		if base == nil {
			return
		}
		old, seen := al.paths[key]
		path := aliasPath{base, value}
		if !below(value, base) || value == base || !isLockPath(value) || seen && !sameSteps(old, path) {
			path = aliasPath{} // points elsewhere, or to several things
		} else {
			al.last[[2]string{addr.Owner, addr.Name}] = true
		}
		al.paths[key] = path
	}
}

// isLockPath reports whether p ends in a field, as an address of a lock does.
func isLockPath(p *place.Place) bool {
	if p.Kind == place.ReadSide {
		p = p.Parent
	}
	return p.Kind == place.Field
}

// below reports whether base is a prefix of p.
func below(p, base *place.Place) bool {
	for ; p != nil; p = p.Parent {
		if p == base {
			return true
		}
	}
	return false
}

func sameSteps(a, b aliasPath) bool {
	p, q := a.lock, b.lock
	if p == nil {
		return false
	}
	for p != a.base && q != b.base {
		if p == nil || q == nil || p.Kind != q.Kind || p.Owner != q.Owner || p.Name != q.Name || p.Key != q.Key {
			return false
		}
		p, q = p.Parent, q.Parent
	}
	return p == a.base && q == b.base
}

// load returns the lock that the pointer at p points to, or nil.
func (al *aliases) load(t *place.Table, p *place.Place) *place.Place {
	if p.Kind != place.Field || !al.last[[2]string{p.Owner, p.Name}] {
		return nil
	}
	for n := 1; n <= maxSuffix; n++ {
		base, key := p.Suffix(n)
		if base == nil {
			return nil
		}
		if path := al.paths[key]; path.lock != nil {
			return regrow(t, path.lock, path.base, base)
		}
	}
	return nil
}

// regrow returns the path from "from" to p, a place of any table, starting
// at base in table t.
func regrow(t *place.Table, p, from, base *place.Place) *place.Place {
	if p == from {
		return base
	}
	q := regrow(t, p.Parent, from, base)
	switch p.Kind {
	case place.Field:
		return t.FieldLike(q, p)
	case place.Deref:
		return t.Deref(q)
	}
	return t.Step(p.Kind, q)
}
