package model

import (
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/place"
)

// This file is about functions that do something unless the map that they are given
// has a certain key, as one that logs in unless its arguments have a token.

// keyOf returns the parameter, a map, and the constant key of which v says whether the
// map has it, or nil.
func keyOf(v ssa.Value) (*ssa.Parameter, *ssa.Const) {
	ok, isExtract := v.(*ssa.Extract)
	if !isExtract || ok.Index != 1 {
		return nil, nil
	}
	look, isLookup := ok.Tuple.(*ssa.Lookup)
	if !isLookup {
		return nil, nil
	}
	m, isParam := look.X.(*ssa.Parameter)
	key, isConst := look.Index.(*ssa.Const)
	if !isParam || !isConst || key.Value == nil {
		return nil, nil
	}
	return m, key
}

// hasKey returns the constant true if the call passes the map p with the key in it: one
// that the function has made and given that key before. It returns nil if it is not
// known whether it has.
func (b *builder) hasKey(call ssa.CallInstruction, p *place.Place, key string) *place.Place {
	if call == nil || p == nil || p.Kind != place.Local {
		return nil
	}
	made, ok := p.Value.(*ssa.MakeMap)
	if !ok {
		return nil
	}
	has := false
	for _, ref := range *made.Referrers() {
		switch ref := ref.(type) {
		case *ssa.MapUpdate:
			k, isConst := ref.Key.(*ssa.Const)
			has = has || isConst && k.Value != nil && k.Value.ExactString() == key && ref.Parent() == call.Parent() && order.Precedes(ref, call)
		case *ssa.Call:
			if fn, builtin := ref.Call.Value.(*ssa.Builtin); builtin && fn.Name() != "len" {
				return nil // deletes keys
			}
		}
	}
	if !has {
		return nil
	}
	return b.truth()
}
