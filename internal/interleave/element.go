package interleave

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file finds the parts of structs, arrays, slices and maps.

// step returns the address of a part of what v points to.
func (s *state) step(v value, step string) value {
	if a, ok := s.pointee(v); ok {
		return addr{a.obj, a.path + step}
	}
	s.cut = true // a nil pointer
	return nilVal{}
}

func (s *state) elemAddr(v, index value) value {
	step := "[" + key(index) + "]"
	switch v := s.resolve(v).(type) {
	case sliceVal:
		if n, ok := asInt(index); ok && n >= v.n {
			s.cut = true
		}
		s.anyElement(v.obj, index)
		return addr{v.obj, step}
	case addr:
		s.anyElement(v.obj, index)
		return addr{v.obj, v.path + step}
	case symbol:
		return s.step(v, step)
	}
	s.cut = true
	return nilVal{}
}

// anyElement notes that an element is used of which nobody knows which it is.
func (s *state) anyElement(obj int, index value) {
	if _, known := asInt(index); !known && !s.object(obj).lazy {
		s.shareObject(obj)
		s.write(obj).lazy = true
	}
}

func (s *state) slice(f *frame, instr *ssa.Slice) value {
	if instr.Low != nil || instr.Max != nil {
		return s.fresh()
	}
	var n int
	known := false
	if instr.High != nil {
		n, known = asInt(s.get(f, instr.High))
	}
	switch v := s.get(f, instr.X).(type) {
	case addr: // of an array
		if instr.High == nil {
			if p, ok := instr.X.Type().Underlying().(*types.Pointer); ok {
				if a, ok := p.Elem().Underlying().(*types.Array); ok {
					n, known = int(a.Len()), true
				}
			}
		}
		if known && v.path == "" && n <= maxElems {
			return sliceVal{v.obj, n}
		}
	case sliceVal:
		if instr.High == nil {
			return v
		}
		if known && n <= v.n {
			return sliceVal{v.obj, n}
		}
	}
	return s.fresh()
}

func (s *state) lookup(f *frame, instr *ssa.Lookup) value {
	m, k := s.get(f, instr.X), s.get(f, instr.Index)
	result := func(v value, ok value) value {
		if instr.CommaOk {
			return &tupleVal{[]value{v, ok}}
		}
		return v
	}
	a, isObj := m.(addr)
	if !isObj {
		if _, isNil := m.(nilVal); isNil {
			return result(zero(elemType(instr)), boolVal(false))
		}
		text := key(m) + "[" + key(k) + "]"
		return result(s.ask(text), s.ask("in "+text))
	}
	o := s.object(a.obj)
	if v, ok := o.cells["["+key(k)+"]"]; ok {
		return result(v, boolVal(true))
	}
	if len(o.cells) == 0 && !o.lazy && !o.shared {
		return result(zero(elemType(instr)), boolVal(false))
	}
	s.shareObject(a.obj) // it may be any of them
	return result(s.fresh(), s.fresh())
}

func elemType(instr *ssa.Lookup) types.Type {
	t := instr.Type()
	if tuple, ok := t.(*types.Tuple); ok {
		return tuple.At(0).Type()
	}
	return t
}

// iterator is a range over a map or string that has come to element n.
type iterator struct {
	over value
	n    int
}

// next advances an iterator.
func (s *state) next(f *frame, instr *ssa.Next) value {
	it, ok := f.env[instr.Iter].(iterator)
	if !ok {
		return &tupleVal{[]value{s.fresh(), s.fresh(), s.fresh()}}
	}
	f.env[instr.Iter] = iterator{it.over, it.n + 1}
	elem := instr.Type().(*types.Tuple).At(2).Type()
	switch over := it.over.(type) {
	case nilVal:
		return &tupleVal{[]value{boolVal(false), s.fresh(), s.fresh()}}
	case addr:
		o := s.object(over.obj)
		if o.lazy || o.shared {
			break
		}
		steps := make(map[string]bool)
		for path := range o.cells {
			steps[path[:strings.IndexByte(path, ']')+1]] = true
		}
		keys := slices.Sorted(maps.Keys(steps))
		if it.n >= len(keys) {
			return &tupleVal{[]value{boolVal(false), s.fresh(), s.fresh()}}
		}
		return &tupleVal{[]value{boolVal(true), s.fresh(), s.load(addr{over.obj, keys[it.n]}, elem)}}
	}
	more := s.ask(fmt.Sprintf("next %d of %s", it.n, key(it.over)))
	return &tupleVal{[]value{s.resolve(more), s.fresh(), s.fresh()}}
}
