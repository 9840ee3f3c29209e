// Package place identifies locks, channels and variables by access paths.
//
// A [Place] is a root and a path of steps from it. Places are hash-consed in
// a [Table], so that "the same place here" — one goroutine, the same root
// value, the same path — is pointer equality. The second equality, "may be
// the same object elsewhere", across goroutines and functions, is equality
// of lock classes: see [Place.Class]. The two are never mixed. The idea of
// two equalities is Infer's (AbstractAddress in its starvation checker).
package place

import (
	"go/types"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ssa"
)

// Kind is the kind of a place's last element: a root or a step.
type Kind uint8

// The kinds. Roots come first; they have no Parent.
const (
	Param   Kind = iota + 1 // in a summary: a parameter, the receiver being number 0
	FreeVar                 // the receiver that a method value's wrapper binds
	Result                  // in a summary: a result
	Global                  // the address of a package-level variable
	Local                   // an SSA value of a function or of one that encloses it
	Const                   // a constant
	Class                   // some object of a lock class, no matter which

	Field    // the address of (or, on a value, the) field of the parent
	Deref    // what the parent points to or contains
	Elem     // an element of the parent, an array, slice or map
	Len      // the parent's length
	ReadSide // the read side of the parent, an RWMutex: what RLocker returns
	IsType   // whether the parent, an interface, holds the type Name
	HasKey   // in a summary: whether the parent, a map, has the constant key Name when the function is called
)

// Place is an access path. All fields are read-only; two places of one table
// are equal exactly if their addresses are.
type Place struct {
	Kind   Kind
	Inner  bool   // Field: the struct is itself a lock type, so the lock is what contains it
	Bare   bool   // Field: of a struct value rather than of one in memory, and so a value itself
	Parent *Place // nil for a root

	Index int       // Param, FreeVar, Result: its number
	Name  string    // Global: "path.Name"; Const: its value; Class: the class; Field: the field's name; IsType: the type; HasKey: the key
	Owner string    // Field: "path.Type" of the struct, "" for a struct type without a name
	Value ssa.Value // Local: the value
	Key   *Place    // Elem: the index or key
	Depth int       // number of steps
	ID    int       // position in the table's order of creation
}

// Root returns the root of p.
func (p *Place) Root() *Place {
	for p.Parent != nil {
		p = p.Parent
	}
	return p
}

// Class returns the name of the lock class of p: the names of the innermost
// named struct type that holds the lock and of the fields that lead to it, or
// of the global variable. Map and slice elements are one opaque step, "[]".
// It returns "" if p has no name that means anything in another function.
func (p *Place) Class() string {
	suffix := ""
	for q := p; q != nil; q = q.Parent {
		switch q.Kind {
		case Class:
			return q.Name + suffix
		case Global:
			return q.Name + suffix
		case Field:
			suffix = "." + q.Name + suffix
			if q.Owner != "" && !q.Inner {
				return q.Owner + suffix
			}
			if q.Owner != "" && q.Parent.fieldless() {
				return q.Owner + suffix
			}
		case Elem:
			suffix = "[]" + suffix
		case Deref, ReadSide:
			// The pointee has the pointer's name.
		default:
			return ""
		}
	}
	return ""
}

// fieldless reports whether no field, global or class leads to p, so that a
// class must be named without it.
func (p *Place) fieldless() bool {
	switch p.Kind {
	case Field, Global, Class:
		return false
	case Deref, ReadSide:
		return p.Parent.Kind == Deref || p.Parent.fieldless()
	case Elem:
		return p.Parent.fieldless()
	}
	return true
}

// ShortClass returns a class name for people: package paths are cut down to
// the name that the package presumably has.
func ShortClass(class string) string {
	parent, short, ok := cutLast(class)
	if !ok {
		return class
	}
	pkg, rest, ok := strings.Cut(short, ".")
	if !ok {
		return short
	}
	if isMajor(pkg) {
		_, pkg, _ = cutLast(parent)
	}
	return presumedName(pkg) + "." + rest
}

// presumedName returns the name that a package whose path ends with elem usually
// has: "yaml" in go-yaml, "quic" in quic-go.
func presumedName(elem string) string {
	name := strings.TrimPrefix(elem, "go-")
	if i := strings.IndexFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }); i > 0 {
		name = name[:i]
	}
	return name
}

// cutLast cuts a path around its last slash; without one it is all behind it.
func cutLast(path string) (before, after string, found bool) {
	i := strings.LastIndexByte(path, '/')
	return path[:max(i, 0)], path[i+1:], i >= 0
}

// isMajor reports whether a path element is a major version, as in "v2".
func isMajor(elem string) bool {
	digits, ok := strings.CutPrefix(elem, "v")
	_, err := strconv.ParseUint(digits, 10, 32)
	return ok && err == nil
}

// In renders p as it would be written in the body of fn.
func (p *Place) In(fn *ssa.Function) string {
	switch p.Kind {
	case Param:
		if fn != nil && p.Index < len(fn.Params) {
			return fn.Params[p.Index].Name()
		}
		return "parameter"
	case FreeVar:
		if fn != nil && p.Index < len(fn.FreeVars) {
			return fn.FreeVars[p.Index].Name()
		}
		return "captured variable"
	case Result:
		return "result"
	case Global, Class:
		return ShortClass(p.Name)
	case Const:
		return p.Name
	case Local:
		return localName(p.Value)
	case Field:
		return p.Parent.In(fn) + "." + p.Name
	case Elem:
		return p.Parent.In(fn) + "[" + p.Key.In(fn) + "]"
	case Len:
		return "len(" + p.Parent.In(fn) + ")"
	case ReadSide:
		return p.Parent.In(fn) + ".RLocker()"
	}
	return p.Parent.In(fn)
}

// localName renders an SSA value by the variable or expression it came from.
func localName(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Alloc:
		if v.Comment != "" && v.Comment != "complit" && v.Comment != "new" {
			return v.Comment
		}
		return "the new " + types.TypeString(types.Unalias(v.Type()).(*types.Pointer).Elem(), func(*types.Package) string { return "" })
	case *ssa.Parameter:
		return v.Name()
	case *ssa.Phi:
		if v.Comment != "" {
			return v.Comment
		}
	case *ssa.Call:
		if f := v.Call.StaticCallee(); f != nil {
			return f.Name() + "(…)"
		}
		if v.Call.IsInvoke() {
			return v.Call.Method.Name() + "(…)"
		}
	case *ssa.Extract:
		return localName(v.Tuple)
	}
	if n, ok := deref(v.Type()).(*types.Named); ok {
		return "a " + n.Obj().Name()
	}
	return "a value"
}

func deref(t types.Type) types.Type {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		return types.Unalias(p.Elem())
	}
	return t
}

// Exposed reports whether other packages can name p by themselves: all fields
// on its path are exported or embedded, and so is its root.
func (p *Place) Exposed() bool {
	for ; p != nil; p = p.Parent {
		switch p.Kind {
		case Field:
			if !IsExported(p.Name) {
				return false
			}
		case Global, Class:
			if i := strings.LastIndexByte(p.Name, '.'); !IsExported(p.Name[i+1:]) {
				return false
			}
		}
	}
	return true
}

// IsExported reports whether a name can be used in other packages.
func IsExported(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }
