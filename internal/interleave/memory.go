package interleave

import (
	"fmt"
	"go/types"
	"maps"
	"slices"

	"github.com/conclint/conclint/internal/errval"
)

// This file reads and writes variables.

// pointee returns the variable that a pointer points to. Behind an unknown
// pointer there is an object from outside, always the same.
func (s *state) pointee(v value) (addr, bool) {
	switch v := s.resolve(v).(type) {
	case addr:
		return v, true
	case symbol:
		i, ok := s.behind[v]
		if !ok {
			i = s.newObject(object{lazy: true, shared: true})
			s.behind[v] = i
			s.nonNil[v] = true
		}
		return addr{obj: i}, true
	}
	return addr{}, false
}

// load returns the value of type t at a.
func (s *state) load(a addr, t types.Type) value {
	o := s.object(a.obj)
	if isAggregate(t) {
		v := &structVal{cells: make(map[string]value), unknown: o.lazy}
		for path, c := range o.cells {
			if path != a.path && below(path, a.path) {
				v.cells[path[len(a.path):]] = c
			}
		}
		return v
	}
	if v, ok := o.cells[a.path]; ok {
		return v
	}
	if !o.lazy {
		return zero(t)
	}
	v := s.fresh()
	s.write(a.obj).cells[a.path] = v
	if o.global && errval.Is(t) {
		s.nonNil[v] = true // var ErrClosed = errors.New(…)
	}
	return v
}

// store writes v to a.
func (s *state) store(a addr, v value) {
	o := s.write(a.obj)
	if agg, ok := v.(*structVal); ok {
		maps.DeleteFunc(o.cells, func(path string, _ value) bool { return path != a.path && below(path, a.path) })
		for _, path := range slices.Sorted(maps.Keys(agg.cells)) {
			o.cells[a.path+path] = agg.cells[path]
		}
		if agg.unknown && !o.lazy {
			o.lazy = true // what was not copied is unknown
		}
	} else {
		o.cells[a.path] = v
	}
	if o.shared {
		s.share(v)
	}
}

// part returns the field or element of an aggregate.
func (s *state) part(v value, step string, t types.Type) value {
	agg, ok := v.(*structVal)
	if !ok {
		return s.ask(fmt.Sprintf("%v%s", v, step))
	}
	if isAggregate(t) {
		out := &structVal{cells: make(map[string]value), unknown: agg.unknown}
		for path, c := range agg.cells {
			if path != step && below(path, step) {
				out.cells[path[len(step):]] = c
			}
		}
		return out
	}
	if c, ok := agg.cells[step]; ok {
		return c
	}
	if agg.unknown {
		return s.fresh()
	}
	return zero(t)
}

// share notes that code outside the scope can reach v, and all that it leads to.
func (s *state) share(v value) {
	switch v := s.resolve(v).(type) {
	case addr:
		s.shareObject(v.obj)
	case sliceVal:
		s.shareObject(v.obj)
	case cancelVal:
		s.shareObject(v.ctx)
	case *funcVal:
		for _, x := range v.free {
			s.share(x)
		}
	case *ifaceVal:
		s.share(v.v)
	case *tupleVal:
		for _, x := range v.vs {
			s.share(x)
		}
	case *structVal:
		for _, x := range v.cells {
			s.share(x)
		}
	}
}

func (s *state) shareObject(i int) {
	if s.object(i).shared {
		return
	}
	o := s.write(i)
	o.shared = true
	if o.ch != nil {
		o.ch.outside = true
		for _, v := range o.ch.buf {
			s.share(v)
		}
	}
	for _, p := range o.prims {
		p.unknown = true
	}
	for _, v := range o.cells {
		s.share(v)
	}
}

// overwrite gives up what is known of the data that v leads to, since it may have been
// written to: all but functions and channels.
func (s *state) overwrite(v value) {
	seen := make(map[int]bool)
	var visit func(v value)
	visit = func(v value) {
		obj := 0
		switch v := s.resolve(v).(type) {
		case *ifaceVal:
			visit(v.v)
			return
		case addr:
			obj = v.obj
		case sliceVal:
			obj = v.obj
		default:
			return
		}
		if seen[obj] || s.object(obj).ch != nil {
			return
		}
		seen[obj] = true
		o := s.write(obj)
		o.lazy = true
		for _, path := range slices.Sorted(maps.Keys(o.cells)) {
			switch c := s.resolve(o.cells[path]).(type) {
			case constVal, nilVal:
				o.cells[path] = s.fresh()
			default:
				visit(c)
			}
		}
	}
	visit(v)
}

// forget gives up what is known of flags and numbers, and of what is nil, in
// the objects that code outside the scope can reach: while this goroutine did
// not hold the lock that it has taken now, others may have changed them.
func (s *state) forget() {
	for i, o := range s.heap {
		if !o.shared {
			continue
		}
		if !o.lazy {
			s.write(i).lazy = true
		}
		for _, path := range slices.Sorted(maps.Keys(o.cells)) {
			switch s.resolve(o.cells[path]).(type) {
			case constVal, nilVal:
				s.write(i).cells[path] = s.fresh()
				s.assumed = true
			}
		}
	}
}
