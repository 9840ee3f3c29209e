package model

import (
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// findTokens finds the lock classes that are held on behalf of another object:
// a transaction that was begun with the database's lock held releases it as
// tx.db.mu when it ends. Who calls Begin can't tell when that is, so such a
// lock is not tracked beyond the function that takes it.
//
// The sign of it is a release, through a pointer in some other object, in a
// function that does not take the lock.
func (b *builder) findTokens(sources []*ssa.Function) {
	b.tokens = make(map[string]bool)
	type key struct {
		outermost *ssa.Function
		place     *place.Place
	}
	taken := make(map[key]bool)
	var released []key
	for _, fn := range sources {
		outermost := callee.Outermost(fn)
		for _, blk := range fn.Blocks {
			for _, instr := range blk.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				e, ok := effect(call.Common())
				if !ok || e.Kind != syncop.Acquire && e.Kind != syncop.Release && e.Kind != syncop.TryAcquire {
					continue
				}
				k := key{outermost, b.places.Of(arg(call.Common(), e.Operand))}
				if e.Kind == syncop.Release {
					released = append(released, k)
				} else {
					taken[k] = true
				}
			}
		}
	}
	for _, k := range released {
		if !taken[k] && indirect(k.place) {
			if c := k.place.Class(); c != "" {
				b.tokens[c] = true
			}
		}
	}
}

// indirect reports whether p is a field of an object that a pointer in another
// object points to. A lock that itself is what the pointer points to still
// belongs to the object that has the pointer.
func indirect(p *place.Place) bool {
	field := false
	for ; p.Parent != nil; p = p.Parent {
		switch p.Kind {
		case place.Field:
			field = true
		case place.Deref:
			if field && p.Parent.Kind == place.Field {
				return true
			}
		}
	}
	return false
}
