package spawnlimit

import (
	"golang.org/x/tools/go/ssa"
)

// nameOf returns a function's name for people.
func nameOf(fn *ssa.Function) string {
	if fn.Parent() != nil {
		return "this literal"
	}
	return fn.RelString(fn.Pkg.Pkg)
}

// channel returns the name of a channel in fn, for people.
func (c *checker) channel(ch ssa.Value, fn *ssa.Function) string {
	if p := c.places.Of(ch); p.Parent != nil {
		return p.In(fn)
	}
	if p, ok := c.places.Of(ch).Value.(*ssa.Parameter); ok {
		return p.Name()
	}
	return "the channel"
}
