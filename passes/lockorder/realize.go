package lockorder

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/kinds"
	"github.com/conclint/conclint/internal/model"
)

// realizer looks for objects that could form a cycle of classes. Most packages have
// no cycles to ask it about.
type realizer struct {
	pass  *analysis.Pass
	pkg   *model.Package
	table *kinds.Table // nil until it is needed
}

// maxOptions is how many functions are tried for each edge of a cycle.
const maxOptions = 20

// realize returns the cycle c, or one of the same locks in which other functions
// take them, in which no two objects that must be one are known to differ; or nil.
func (r *realizer) realize(c []*model.Edge) []*model.Edge {
	if slices.ContainsFunc(c, func(e *model.Edge) bool { return e.Event == nil || e.First.Handed != nil }) {
		return c // what other packages do is not known so well
	}
	return r.extend(c, nil)
}

// extend completes done, the first edges of a cycle like c.
func (r *realizer) extend(c, done []*model.Edge) []*model.Edge {
	if len(done) == len(c) {
		if r.meet(done[len(done)-1], done[0]) && !gated(done) && believable(done) && !r.apart(done) {
			return done
		}
		return nil
	}
	for _, e := range r.options(c[len(done)]) {
		if len(done) > 0 && !r.meet(done[len(done)-1], e) {
			continue
		}
		if out := r.extend(c, append(slices.Clip(done), e)); out != nil {
			return out
		}
	}
	return nil
}

// options returns e and the same edges of other functions.
func (r *realizer) options(e *model.Edge) []*model.Edge {
	out := []*model.Edge{e}
	for _, n := range r.pkg.Nestings() {
		if n.Func != e.Func && n.First.Handed == nil && n.From == e.From && n.To == e.To && n.FromMode == e.FromMode && n.ToMode == e.ToMode &&
			!n.Silenced("lockorder", cycle.ID) && len(out) < maxOptions {
			out = append(out, n)
		}
	}
	return out
}

// meet reports whether the lock that a waits for can be the one that b holds.
func (r *realizer) meet(a, b *model.Edge) bool {
	if !blocks(a, b) {
		return false
	}
	_, to := a.Ways()
	from, _ := b.Ways()
	x, ok := r.kinds().Of(to)
	y, also := r.kinds().Of(from)
	if !ok || !also {
		return true
	}
	return !r.kinds().Differ(x, y)
}

// apart reports whether the two halves of a cycle of one object's locks can't run at
// the same time: since one goroutine does all that is done to such an object, or
// the object is initialised by one of them before it comes to the other; or are
// about two objects after all, of which one decorates the other.
func (r *realizer) apart(c []*model.Edge) bool {
	var holders, all []kinds.Object
	one, two := false, false
	for _, e := range c {
		way, on := e.Ways()
		from, ok := r.kinds().Of(way)
		to, also := r.kinds().Of(on)
		if !ok || !also {
			return false
		}
		one, two = one || kinds.Same(from, to), two || kinds.Keeps(from, to)
		holders, all = append(holders, from), append(all, from, to)
	}
	if !one || len(c) != 2 {
		return false
	}
	return two || r.initial(c[0], c[1], holders[0], holders[1]) || r.initial(c[1], c[0], holders[1], holders[0]) ||
		r.kinds().Alone(holders, all)
}

func (r *realizer) kinds() *kinds.Table {
	if r.table == nil {
		r.table = kinds.New(guards.New(r.pkg, r.pkg.Funcs()), r.pass.Pkg)
	}
	return r.table
}
