package ctxleak

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file follows the function into the field of an object that the function
// around has made: as long as nobody else has the object, nobody else can call it.

// object returns the object that v points to, if it was made in this function
// and all that is ever in v's variable is that object.
func object(v ssa.Value) *ssa.Alloc {
	switch v := v.(type) {
	case *ssa.Alloc:
		return v
	case *ssa.UnOp:
		cell, ok := v.X.(*ssa.Alloc)
		if !ok || v.Op != token.MUL {
			return nil
		}
		var made *ssa.Alloc
		for _, ref := range *cell.Referrers() {
			if s, ok := ref.(*ssa.Store); ok && s.Addr == ssa.Value(cell) {
				a, ok := s.Val.(*ssa.Alloc)
				if !ok || made != nil {
					return nil
				}
				made = a
			}
		}
		return made
	}
	return nil
}

// keep is store for a field: it reports whether the field belongs to an object
// that nobody else has yet.
func (t *tracer) keep(s *ssa.Store, st *state) bool {
	fa, ok := s.Addr.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	o := object(fa.X)
	if o == nil || merges(o) || t.shared(o, s) {
		return false
	}
	if !slices.Contains(st.objects, o) {
		st.objects = append(st.objects, o)
	}
	return true
}

// givesObject reports whether an instruction lets others have one of the objects
// that contain the function.
func (t *tracer) givesObject(instr ssa.Instruction, st *state) bool {
	for _, o := range st.objects {
		for _, op := range instr.Operands(nil) {
			if *op != nil && slices.Contains(names(o), *op) && givesAway(instr, o) {
				return true
			}
		}
	}
	return false
}

// shared reports whether somebody else may have the object when control comes
// to an instruction.
func (t *tracer) shared(o *ssa.Alloc, at ssa.Instruction) bool {
	for _, v := range names(o) {
		for _, ref := range *v.Referrers() {
			if ref != at && givesAway(ref, o) && t.c.reaches(ref, at) {
				return true
			}
		}
	}
	return false
}

// merges reports whether the object is one of several that a variable contains.
func merges(o *ssa.Alloc) bool {
	return slices.ContainsFunc(names(o), func(v ssa.Value) bool {
		return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
			_, phi := ref.(*ssa.Phi)
			return phi
		})
	})
}

// names returns the values of the function that are the object, and the
// variables that contain it.
func names(o *ssa.Alloc) []ssa.Value {
	out := []ssa.Value{o}
	for _, ref := range *o.Referrers() {
		s, ok := ref.(*ssa.Store)
		if !ok || s.Val != ssa.Value(o) {
			continue
		}
		cell, ok := s.Addr.(*ssa.Alloc)
		if !ok {
			continue
		}
		out = append(out, cell)
		for _, use := range *cell.Referrers() {
			if load, ok := use.(*ssa.UnOp); ok && load.Op == token.MUL {
				out = append(out, load)
			}
		}
	}
	return out
}

// givesAway reports whether an instruction lets others have the object, or read
// the function out of it.
func givesAway(instr ssa.Instruction, o *ssa.Alloc) bool {
	switch instr := instr.(type) {
	case *ssa.DebugRef, *ssa.BinOp:
		return false
	case *ssa.UnOp:
		_, cell := instr.X.(*ssa.Alloc)
		return !cell || instr.X == ssa.Value(o) // or the whole object is copied
	case *ssa.FieldAddr:
		return slices.ContainsFunc(*instr.Referrers(), func(ref ssa.Instruction) bool { return mayCall(instr, ref) })
	case *ssa.Store:
		cell, ok := instr.Addr.(*ssa.Alloc)
		return !ok || cell == o
	}
	return true
}

// mayCall reports whether a use of a field may call, or give away, a function
// that is in it.
func mayCall(field *ssa.FieldAddr, ref ssa.Instruction) bool {
	switch ref := ref.(type) {
	case *ssa.DebugRef, *ssa.FieldAddr, *ssa.IndexAddr:
		return false
	case *ssa.UnOp:
		return isFuncType(ref.Type())
	case *ssa.Store:
		return ref.Addr != ssa.Value(field)
	case ssa.CallInstruction:
		return isFuncType(deref(field.Type())) // a method of another field
	}
	return true
}

func isFuncType(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}
