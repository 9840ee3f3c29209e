package ends

import "go/types"

// exposed returns the types of a package whose methods code outside can call
// because it can get hold of values of them, whether it can name them or not.
func exposed(pkg *types.Package) map[*types.TypeName]bool {
	e := &exposer{pkg, make(map[*types.TypeName]bool), make(map[types.Type]bool)}
	if pkg == nil {
		return e.out
	}
	for _, name := range pkg.Scope().Names() {
		if obj := pkg.Scope().Lookup(name); obj.Exported() {
			e.visit(obj.Type())
		}
	}
	return e.out
}

type exposer struct {
	pkg  *types.Package
	out  map[*types.TypeName]bool
	seen map[types.Type]bool
}

func (e *exposer) visit(t types.Type) {
	if e.seen[t] {
		return
	}
	e.seen[t] = true
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if t.Obj().Pkg() != e.pkg {
			return
		}
		e.out[t.Origin().Obj()] = true
		for m := range t.Methods() {
			if m.Exported() {
				e.visit(m.Type())
			}
		}
		e.visit(t.Underlying())
	case *types.Struct:
		for f := range t.Fields() {
			if f.Exported() || f.Embedded() {
				e.visit(f.Type())
			}
		}
	case *types.Signature:
		for v := range t.Results().Variables() {
			e.visit(v.Type())
		}
		for v := range t.Params().Variables() {
			e.visit(v.Type()) // what callbacks get
		}
	case *types.Map:
		e.visit(t.Key())
		e.visit(t.Elem())
	case *types.Pointer:
		e.visit(t.Elem())
	case *types.Slice:
		e.visit(t.Elem())
	case *types.Array:
		e.visit(t.Elem())
	case *types.Chan:
		e.visit(t.Elem())
	}
}

// typeName returns the name of a type or of what it points to.
func typeName(t types.Type) *types.TypeName {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Origin().Obj()
	}
	return nil
}
