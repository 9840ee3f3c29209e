package model

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Lock is a lock that the source has a name for.
type Lock struct {
	Class string
	Var   *types.Var // the field or variable that is the lock, or has it
}

// FindLock returns the lock that people call name in the package: "Type.field",
// "variable", or either with more fields behind it. Elements of maps, slices
// and arrays need no step of their own, but may have the "[]" that classes have.
// A type or variable that is locked by its own methods stands for what these
// lock. The error says, in a few words, what is wrong.
func FindLock(pkg *types.Package, name string) (Lock, error) {
	first, rest, _ := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(strings.TrimRight(first, "[]"))
	w := lockWalk{pkg: pkg}
	switch obj := obj.(type) {
	case *types.TypeName:
		n, ok := types.Unalias(obj.Type()).(*types.Named)
		if !ok {
			return Lock{}, fmt.Errorf("%s has no locks", first)
		}
		w.class, w.typ = place.TypeName(n), n
	case *types.Var:
		w.class, w.typ, w.v = pkg.Path()+"."+obj.Name(), obj.Type(), obj
	default:
		return Lock{}, fmt.Errorf("there is no %s%s", first, didYouMean(first, pkg.Scope().Names()))
	}
	for rest != "" {
		var field string
		field, rest, _ = strings.Cut(rest, ".")
		if err := w.field(strings.TrimRight(field, "[]")); err != nil {
			return Lock{}, err
		}
	}
	return w.lock(name)
}

// didYouMean asks for the name that differs from a wrong one in its capitals.
func didYouMean(name string, known []string) string {
	if i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, name) }); i >= 0 {
		return " (did you mean " + known[i] + "?)"
	}
	return ""
}

// lockWalk follows a name to the lock.
type lockWalk struct {
	pkg   *types.Package
	class string
	typ   types.Type
	v     *types.Var
}

// structure returns the struct that the walk has come to, or nil. The class
// of what is in it begins with its name, if it has one.
func (w *lockWalk) structure() *types.Struct {
	for range maxPath {
		w.typ = types.Unalias(w.typ)
		if n, ok := w.typ.(*types.Named); ok {
			if st, ok := n.Underlying().(*types.Struct); ok {
				if !place.IsLock(n) {
					w.class = place.TypeName(n)
				}
				return st
			}
		}
		switch t := w.typ.Underlying().(type) {
		case *types.Struct:
			return t
		case *types.Pointer:
			w.typ = t.Elem()
		default:
			if !w.element() {
				return nil
			}
		}
	}
	return nil
}

// element goes on to the elements, if there are any.
func (w *lockWalk) element() bool {
	switch t := w.typ.Underlying().(type) {
	case *types.Slice:
		w.typ = t.Elem()
	case *types.Array:
		w.typ = t.Elem()
	case *types.Map:
		w.typ = t.Elem()
	default:
		return false
	}
	w.class += "[]"
	return true
}

// field goes on to a field, which may be one of an embedded struct.
func (w *lockWalk) field(name string) error {
	st := w.structure()
	if st == nil {
		return fmt.Errorf("%s has no fields", place.ShortClass(w.class))
	}
	pkg := w.pkg
	if n, ok := w.typ.(*types.Named); ok {
		pkg = n.Obj().Pkg()
	}
	obj, index, _ := types.LookupFieldOrMethod(w.typ, true, pkg, name)
	if _, ok := obj.(*types.Var); !ok {
		var fields []string
		for f := range st.Fields() {
			fields = append(fields, f.Name())
		}
		return fmt.Errorf("%s has no field %s%s", place.ShortClass(w.class), name, didYouMean(name, fields))
	}
	w.follow(index)
	return nil
}

// follow goes through fields that are known by their numbers.
func (w *lockWalk) follow(index []int) {
	for _, i := range index {
		st := w.structure()
		if st == nil {
			return
		}
		w.v = st.Field(i)
		w.typ = w.v.Type()
		w.class += "." + w.v.Name()
	}
}

// lock returns the lock that the walk has come to.
func (w *lockWalk) lock(name string) (Lock, error) {
	v := w.v // that is what the source calls it
	for range maxPath {
		for w.element() {
		}
		obj, index, _ := types.LookupFieldOrMethod(w.typ, true, w.pkg, "Lock")
		fn, ok := obj.(*types.Func)
		if !ok {
			break
		}
		w.follow(index[:len(index)-1])
		if v == nil {
			v = w.v
		}
		if e, ok := syncop.Lookup(fn); ok && e.Kind == syncop.Acquire || !w.inner() {
			return Lock{w.class, v}, nil
		}
	}
	return Lock{}, fmt.Errorf("%s is no lock", name)
}

// inner goes on to the lock inside a lock type, if it has one.
func (w *lockWalk) inner() bool {
	st := w.structure()
	if st == nil {
		return false
	}
	for i := range st.NumFields() {
		if obj, _, _ := types.LookupFieldOrMethod(st.Field(i).Type(), true, st.Field(i).Pkg(), "Lock"); obj != nil {
			w.follow([]int{i})
			return true
		}
	}
	return false
}
