package model

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// findReplaced finds the package-level pointers that functions give another object, as
// those do which start something anew: after a call nobody knows whether a lock in what
// they point to is still the one that it was.
func (b *builder) findReplaced(sources []*ssa.Function) {
	b.replaced = make(map[string]bool)
	for _, fn := range sources {
		if fn.Synthetic == "package initializer" {
			continue
		}
		for _, blk := range fn.Blocks {
			for _, instr := range blk.Instrs {
				store, ok := instr.(*ssa.Store)
				if !ok {
					continue
				}
				g, ok := store.Addr.(*ssa.Global)
				if !ok {
					continue
				}
				if _, pointer := store.Val.Type().Underlying().(*types.Pointer); pointer {
					b.replaced[b.places.Of(g).Name] = true
				}
			}
		}
	}
}

// replaceable reports whether p is in an object that a pointer which is replaced leads
// to.
func (b *builder) replaceable(p *place.Place) bool {
	root := p.Root()
	return root.Kind == place.Global && p != root && b.replaced[root.Name] && behind(p, root).Kind == place.Deref
}

// behind returns the first step from root to p.
func behind(p, root *place.Place) *place.Place {
	for p.Parent != root {
		p = p.Parent
	}
	return p
}
