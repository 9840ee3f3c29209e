package model

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/errval"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// resultPlace returns the place that result i of a call denotes, if the
// callee always returns the same: a getter's field, the argument itself.
func (b *builder) resultPlace(call *ssa.Call, i int) *place.Place {
	if e, ok := effect(&call.Call); ok {
		if e.Kind == syncop.ReadSide {
			return b.places.Step(place.ReadSide, b.places.Of(arg(&call.Call, e.Operand)))
		}
		return nil
	}
	fn := call.Call.StaticCallee()
	if fn == nil {
		return nil
	}
	var p *place.Place
	if fn = origin(fn); len(fn.Blocks) > 0 {
		if rs := b.resultPlaces(fn); i < len(rs) {
			p = rs[i]
		}
	} else if s := b.summary(fn); s != nil && i < len(s.Returned) {
		p = s.Returned[i]
	}
	if p == nil {
		return nil
	}
	return b.places.Subst(p, func(root *place.Place) *place.Place {
		switch {
		case root.Kind == place.Param && root.Index < len(call.Call.Args):
			return b.places.Of(call.Call.Args[root.Index])
		case root.Kind == place.Local && callee.Encloses(root.Value.Parent(), call.Parent()):
			return root
		}
		return nil
	})
}

// resultPlaces returns the places that fn's results denote, in terms of its
// parameters.
func (b *builder) resultPlaces(fn *ssa.Function) []*place.Place {
	if rs, ok := b.results[fn]; ok {
		return rs
	}
	b.results[fn] = nil
	var out []*place.Place
	for i, values := range returned(fn) {
		var p *place.Place
		for j, v := range values {
			q := b.lift(fn, b.places.Of(v), nil)
			if j > 0 && q != p {
				q = nil
			}
			if p = q; q == nil {
				break
			}
		}
		if p != nil && (p.Root().Kind == place.Param || p.Root().Kind == place.Global) {
			if out == nil {
				out = make([]*place.Place, fn.Signature.Results().Len())
			}
			out[i] = p
		}
	}
	b.results[fn] = out
	return out
}

// returned returns, for each result of fn, the values that it returns.
func returned(fn *ssa.Function) [][]ssa.Value {
	out := make([][]ssa.Value, fn.Signature.Results().Len())
	for _, blk := range fn.Blocks {
		if len(blk.Instrs) == 0 {
			continue
		}
		if ret, ok := blk.Instrs[len(blk.Instrs)-1].(*ssa.Return); ok && blk != fn.Recover {
			for i, v := range ret.Results {
				out[i] = append(out[i], v)
			}
		}
	}
	return out
}

// loadPlace returns what the memory at p is known to contain: what a
// constructor put there, or the lock that a pointer stands for wherever it is
// set (see aliases).
func (b *builder) loadPlace(p *place.Place) *place.Place {
	if q := b.constructed(p); q != nil {
		return q
	}
	if q := b.parent(p); q != nil {
		return q
	}
	return b.aliases.load(b.places, p)
}

// constructed returns what the field p of a call's result contains if the
// callee returns a new struct and sets that field once.
func (b *builder) constructed(p *place.Place) *place.Place {
	root := p.Root()
	if p == root || root.Kind != place.Local {
		return nil
	}
	call, ok := root.Value.(*ssa.Call)
	if !ok {
		return nil
	}
	fn := call.Call.StaticCallee()
	if fn == nil {
		return nil
	}
	if fn = origin(fn); len(fn.Blocks) == 0 || fn.Signature.Results().Len() != 1 {
		return nil
	}
	values := returned(fn)[0]
	if len(values) != 1 {
		return nil
	}
	obj := b.places.Of(values[0])
	if a, ok := obj.Value.(*ssa.Alloc); !ok || obj.Kind != place.Local || a.Parent() != fn {
		return nil
	}
	q := b.places.Subst(p, func(*place.Place) *place.Place { return obj })
	content := b.places.Deref(q)
	if content.Kind == place.Deref && content.Parent == q {
		return nil // not known
	}
	content = b.lift(fn, content, nil)
	if content == nil || content.Root().Kind == place.Class {
		return nil
	}
	return b.places.Subst(content, func(root *place.Place) *place.Place {
		if root.Kind == place.Param && root.Index < len(call.Call.Args) {
			return b.places.Of(call.Call.Args[root.Index])
		}
		return nil
	})
}

// neverNil reports whether v is a pointer or interface that can't be nil.
func (b *builder) neverNil(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.MakeInterface, *ssa.Alloc, *ssa.MakeClosure, *ssa.FieldAddr, *ssa.Function, *ssa.MakeMap, *ssa.MakeChan:
		return true
	case *ssa.ChangeInterface:
		return b.neverNil(v.X)
	case *ssa.Call:
		if e, ok := effect(&v.Call); ok {
			return e.NonNil
		}
		fn := v.Call.StaticCallee()
		return fn != nil && fn.Signature.Results().Len() == 1 && b.neverReturnsNil(origin(fn))
	case *ssa.UnOp:
		// A package-level error variable, var ErrClosed = errors.New(…),
		// is not there to be nil.
		if g, ok := v.X.(*ssa.Global); ok && v.Op == token.MUL {
			return errval.Is(v.Type()) && g != nil
		}
	}
	return false
}

// neverReturnsNil reports whether all that fn, a function with one result,
// returns is never nil.
func (b *builder) neverReturnsNil(fn *ssa.Function) bool {
	if is, ok := b.nonNil[fn]; ok {
		return is
	}
	b.nonNil[fn] = false
	values := returned(fn)
	is := len(values) == 1 && len(values[0]) > 0 && !slices.ContainsFunc(values[0], func(v ssa.Value) bool { return !b.neverNil(v) })
	b.nonNil[fn] = is
	return is
}
