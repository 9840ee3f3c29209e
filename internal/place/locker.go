package place

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Locker returns the place of the lock that a sync.Locker is: of a struct that has
// its methods from an embedded lock, that lock.
func (t *Table) Locker(v ssa.Value) *Place {
	made, ok := v.(*ssa.MakeInterface)
	if !ok {
		return t.Of(v)
	}
	p, typ := t.Of(made.X), made.X.Type()
	for _, i := range promotion(made.Type().Underlying().(*types.Interface), typ) {
		st, ok := deref(typ).Underlying().(*types.Struct)
		if !ok {
			return p
		}
		p, typ = t.field(p, typ, i), st.Field(i).Type()
		if _, ok := typ.Underlying().(*types.Pointer); ok {
			p = t.Deref(p)
		}
	}
	return p
}

// promotion returns the embedded fields that lead to where a type has all
// methods of an interface for locking from; none if they are its own.
func promotion(iface *types.Interface, typ types.Type) []int {
	var path []int
	if !slices.ContainsFunc(slices.Collect(iface.Methods()), func(m *types.Func) bool { return m.Name() == "Lock" }) {
		return nil
	}
	methods := types.NewMethodSet(typ)
	for i := range iface.NumMethods() {
		m := iface.Method(i)
		sel := methods.Lookup(m.Pkg(), m.Name())
		if sel == nil {
			return nil
		}
		through := sel.Index()[:len(sel.Index())-1]
		if i > 0 && !slices.Equal(path, through) {
			return nil
		}
		path = through
	}
	return path
}
