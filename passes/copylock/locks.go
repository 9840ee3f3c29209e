package copylock

import (
	"go/types"
	"slices"
	"strings"
)

// path says where in a type the lock is: the type, what it contains, and so
// on down to the lock itself.
type path []string

// String returns "T contains U contains sync.Mutex".
func (p path) String() string { return strings.Join(p, " contains ") }

// locks finds locks in types, and remembers.
type locks map[types.Type]path

// in returns the path to a lock that a value of type t holds, not behind a
// pointer; nil if there is none.
func (l locks) in(t types.Type) path {
	if t == nil {
		return nil
	}
	p, ok := l[t]
	if !ok {
		l[t] = nil // an invalid recursive type ends here
		p = l.search(t)
		l[t] = p
	}
	return p
}

func (l locks) search(t types.Type) path {
	if isLock(t) {
		return path{t.String()}
	}
	if tup, ok := t.(*types.Tuple); ok {
		for v := range tup.Variables() {
			if p := l.in(v.Type()); p != nil {
				return p
			}
		}
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		return l.in(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if p := l.in(f.Type()); p != nil {
				return append(path{t.String()}, p...)
			}
		}
	}
	return nil
}

// isLock reports whether t itself is a lock: a struct that is a [sync.Locker]
// through its pointer only, and has either something to lock or nothing at
// all, which is the usual way to forbid copies of what contains it; or an
// [atomic.Value], which has no such mark.
func isLock(t types.Type) bool {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "sync/atomic" && n.Obj().Name() == "Value" {
		return true
	}
	s, ok := t.Underlying().(*types.Struct)
	return ok && isLocker(types.NewPointer(t)) && !isLocker(t) && (s.NumFields() == 0 || hasLockState(s, 0))
}

// isLocker reports whether t has methods Lock and Unlock without parameters
// and results.
func isLocker(t types.Type) bool {
	for _, name := range []string{"Lock", "Unlock"} {
		obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
		fn, ok := obj.(*types.Func)
		if !ok || fn.Signature().Params().Len() != 0 || fn.Signature().Results().Len() != 0 {
			return false
		}
	}
	return true
}

// maxDepth bounds the search for lock state in nested types.
const maxDepth = 10

// hasLockState reports whether a struct has a field in which a lock can keep
// its state: one from package sync or sync/atomic, another locker, or an
// integer that atomic operations or a futex work on and that is not exported.
// A type with Lock and Unlock methods and no such field is locked in another
// sense, as a document or an account is.
func hasLockState(s *types.Struct, depth int) bool {
	if depth > maxDepth {
		return true // in doubt, vet is right
	}
	for f := range s.Fields() {
		t := f.Type()
		for {
			a, ok := t.Underlying().(*types.Array)
			if !ok {
				break
			}
			t = a.Elem()
		}
		if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
			switch n.Obj().Pkg().Path() {
			case "sync", "sync/atomic", "internal/sync", "internal/runtime/atomic":
				return true
			}
		}
		switch u := t.Underlying().(type) {
		case *types.Basic:
			if !f.Exported() && slices.Contains(lockWords, u.Kind()) {
				return true
			}
		case *types.Struct:
			if isLocker(types.NewPointer(t)) && u.NumFields() == 0 || hasLockState(u, depth+1) {
				return true
			}
		}
	}
	return false
}

// lockWords are the types that locks are made of.
var lockWords = []types.BasicKind{types.Int32, types.Uint32, types.Int64, types.Uint64, types.Uintptr, types.UnsafePointer}

// hasTypeParam reports whether a value of type t holds one whose type is a
// type parameter.
func hasTypeParam(t types.Type, depth int) bool {
	return t != nil && depth < maxDepth && len(typeParams(t, depth)) > 0
}

// typeParams returns the type parameters of which a value of type t holds
// values.
func typeParams(t types.Type, depth int) []*types.TypeParam {
	if t == nil || depth > maxDepth {
		return nil
	}
	if p, ok := types.Unalias(t).(*types.TypeParam); ok {
		return []*types.TypeParam{p}
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		return typeParams(u.Elem(), depth+1)
	case *types.Struct:
		var out []*types.TypeParam
		for f := range u.Fields() {
			out = append(out, typeParams(f.Type(), depth+1)...)
		}
		return out
	}
	return nil
}
