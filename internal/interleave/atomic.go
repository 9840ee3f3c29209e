package interleave

import (
	"go/constant"
	"go/token"
	"go/types"

	"github.com/conclint/conclint/internal/syncop"
)

// atomicCell is the path of the value in one of sync/atomic's types.
const atomicCell = ".atomic"

// atomic executes an atomic operation and returns its result. Other goroutines
// can't come in between, so it is as good as one that nobody sees.
func (s *state) atomic(kind syncop.Kind, args []value, results *types.Tuple) value {
	a, ok := s.pointee(args[0])
	if !ok || s.object(a.obj).shared {
		for _, arg := range args {
			s.share(arg)
		}
		s.assumed = true
		return s.unknownOf(results)
	}
	if p := s.object(a.obj).cells; p[a.path] == nil {
		a.path += atomicCell // of type Int32 or the like, not an int32
	}
	var t types.Type = types.Typ[types.UnsafePointer]
	switch {
	case kind == syncop.AtomicSwapIf:
		t = nil
	case results.Len() == 1:
		t = results.At(0).Type()
	}
	old := s.cell(a, t, args)
	switch kind {
	case syncop.AtomicLoad:
		return old
	case syncop.AtomicStore:
		s.store(a, args[1])
	case syncop.AtomicSwap:
		s.store(a, args[1])
		return old
	case syncop.AtomicAdd:
		x, okX := old.(constVal)
		y, okY := args[1].(constVal)
		if !okX || !okY {
			// A counter of goroutines, mostly: who comes last is all
			// that matters, and nobody knows.
			s.cut = true
			return s.fresh()
		}
		sum := constVal{constant.BinaryOp(x.v, token.ADD, y.v)}
		s.store(a, sum)
		return sum
	case syncop.AtomicSwapIf:
		eq, known := s.equal(old, args[1])
		switch {
		case known && eq:
			s.store(a, args[2])
			return boolVal(true)
		case known:
			return boolVal(false)
		}
		s.store(a, s.fresh())
		return s.fresh()
	}
	return nil
}

// cell returns what an atomic variable contains. Where its type is not known,
// that of the values it is compared with says what its zero is.
func (s *state) cell(a addr, t types.Type, args []value) value {
	if v, ok := s.object(a.obj).cells[a.path]; ok {
		return s.resolve(v)
	}
	if t == nil {
		switch v := args[1].(type) {
		case constVal:
			if v.v != nil && v.v.Kind() == constant.Bool {
				return boolVal(false)
			}
			return intVal(0)
		}
		return nilVal{}
	}
	return s.load(a, t)
}
