package interleave

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file knows contexts.

// contextObject returns the object that a context is, if the scope made it.
func (s *state) contextObject(ctx value) (int, bool) {
	if iface, ok := ctx.(*ifaceVal); ok {
		if a, ok := iface.v.(addr); ok && a.path == "" && types.IsInterface(iface.typ) {
			return a.obj, true
		}
	}
	return 0, false
}

// makeCancel makes a context and its cancel function.
func (x *explorer) makeCancel(s *state, instr ssa.CallInstruction, e syncop.Effect, parent value, results *types.Tuple) value {
	site, _ := instr.(ssa.Value)
	ch := &channel{size: intVal(0), outside: e.Timed}
	obj := s.newObject(object{site: site, ch: ch})
	if p, ok := s.contextObject(parent); ok {
		if pch := s.object(p).ch; pch != nil {
			ch.closed = pch.closed
			ch.outside = ch.outside || pch.outside
			w := s.write(p)
			w.kids = append(w.kids, obj)
		}
	} else {
		ch.outside = true
	}
	return &tupleVal{[]value{&ifaceVal{results.At(0).Type(), addr{obj: obj}}, cancelVal{obj}}}
}

// done returns a context's done channel.
func (s *state) done(ctx value) value {
	if obj, ok := s.contextObject(ctx); ok {
		if s.object(obj).ch == nil {
			return nilVal{}
		}
		return addr{obj: obj}
	}
	return s.ask("done " + key(ctx))
}

func (s *state) contextErr(ctx value) value {
	obj, ok := s.contextObject(ctx)
	if !ok {
		return s.fresh()
	}
	ch := s.object(obj).ch
	switch {
	case ch == nil || !ch.outside && !ch.closed:
		return nilVal{}
	case ch.closed:
		v := s.fresh()
		s.nonNil[v] = true
		return v
	}
	return s.fresh()
}
