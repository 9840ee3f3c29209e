package lockorder

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// maxCycle is how many locks a reported cycle may have; longer ones are hard
// to believe and harder to follow.
const maxCycle = 3

// cycles finds locks that are taken in opposite orders. It reports each set of
// locks once: where an edge of the cycle is, or, if all are in imported
// packages of which none knows the whole cycle, at an import that closes it.
//
// What is against a declared order is reported for that, and no order that
// others could be the opposite of.
func cycles(pass *analysis.Pass, pkg *model.Package) []report.Finding {
	o, obey := declaredOrder(pass, pkg), rules.Enabled(declared)
	edges := slices.DeleteFunc(slices.Clone(pkg.Edges()), func(e *model.Edge) bool {
		return e.Silenced("lockorder", cycle.ID) || obey && o.forbids(e) != nil
	})
	// A cycle that nobody suppresses is reported rather than one that is.
	slices.SortStableFunc(edges, func(a, b *model.Edge) int {
		return cmp.Compare(min(1, len(a.Quiet)), min(1, len(b.Quiet)))
	})
	from := make(map[string][]*model.Edge)
	for _, e := range edges {
		from[e.From] = append(from[e.From], e)
	}
	var out []report.Finding
	seen := make(map[string]bool)
	r := &realizer{pass: pass, pkg: pkg}
	for _, e := range edges {
		c := r.shortest(from, e)
		if c == nil || seen[locks(c)] {
			continue
		}
		seen[locks(c)] = true
		if !slices.ContainsFunc(c, func(e *model.Edge) bool { return e.Event != nil }) {
			if pos := closes(pass, c); pos.IsValid() {
				f := finding(c)
				f.Pos = pos
				out = append(out, f)
			}
			continue
		}
		out = append(out, finding(primary(pkg, c)))
	}
	return out
}

// closes returns the position of the import that brings the last edge of an
// imported cycle into the program, or no position if an imported package has
// the whole cycle and so has reported it.
func closes(pass *analysis.Pass, c []*model.Edge) token.Pos {
	for _, via := range c[0].Via {
		if !slices.ContainsFunc(c, func(e *model.Edge) bool { return !slices.Contains(e.Via, via) }) {
			return token.NoPos
		}
	}
	return importOf(pass, c[len(c)-1].Via[0])
}

// shortest returns the shortest cycle that begins with e and in which the
// locks can really block each other, or nil.
func (r *realizer) shortest(from map[string][]*model.Edge, e *model.Edge) []*model.Edge {
	queue := [][]*model.Edge{{e}}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		last := path[len(path)-1]
		for _, next := range from[last.To] {
			if !blocks(last, next) || slices.ContainsFunc(path[1:], func(x *model.Edge) bool { return x.From == next.To }) {
				continue
			}
			longer := append(slices.Clip(path), next)
			if next.To == e.From {
				if blocks(next, e) && !gated(longer) && believable(longer) {
					if c := r.realize(longer); c != nil {
						return c
					}
				}
				continue
			}
			if len(longer) < maxCycle {
				queue = append(queue, longer)
			}
		}
	}
	return nil
}

// blocks reports whether the goroutine that waits for a's second lock can wait
// for one that has taken b's first: two readers do not block each other, and
// neither do objects that are known to be different.
func blocks(a, b *model.Edge) bool {
	if a.ToIn != "" && b.FromIn != "" && a.ToIn != b.FromIn {
		return false
	}
	return a.ToMode != syncop.Read || b.FromMode != syncop.Read
}

// believable reports whether the objects of the cycle's locks can form a cycle
// themselves. Decorators that delegate to each other can't: a chain of
// decorators ends somewhere.
func believable(c []*model.Edge) bool {
	return slices.ContainsFunc(c, func(e *model.Edge) bool { return !e.Delegates })
}

// gated reports whether all edges of the cycle run under one common lock, so
// that no two of them run at the same time.
func gated(c []*model.Edge) bool {
	for _, g := range c[0].Gates {
		if !slices.ContainsFunc(c[1:], func(e *model.Edge) bool { return !slices.Contains(e.Gates, g) }) {
			return true
		}
	}
	return false
}

// locks returns the names of the cycle's locks, the same for each rotation.
func locks(c []*model.Edge) string {
	var names []string
	for _, e := range c {
		names = append(names, e.From)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// primary returns the cycle, beginning with the edge to report it at: of those
// in this package the one that the fewest functions have, and then the one with
// the most calls between the two locks. What most of the code does is the order
// that people had in mind; the mistake is the odd one out, and hidden. What another
// package does with what it is given is not for this one to change.
func primary(pkg *model.Package, c []*model.Edge) []*model.Edge {
	best := -1
	for i, e := range c {
		if e.Event == nil {
			continue
		}
		if best < 0 || c[best].First.Handed != nil && e.First.Handed == nil {
			best = i
			continue
		}
		n, m := pkg.Uses(e), pkg.Uses(c[best])
		if e.First.Handed != nil && c[best].First.Handed == nil {
			continue
		}
		if n < m || n == m && len(e.Steps) > len(c[best].Steps) {
			best = i
		}
	}
	return append(slices.Clone(c[best:]), c[:best]...)
}

// way says how a lock is taken while another one is held.
func way(e *model.Edge) string {
	return strings.Join(e.Steps, " → ") + " locks " + place.ShortClass(e.To) + " while holding " + place.ShortClass(e.From)
}

// finding words a cycle.
func finding(c []*model.Edge) report.Finding {
	e := c[0]
	f := report.Finding{Rule: cycle}
	if e.Event != nil {
		f.Pos = e.Event.Pos
	}
	var others []string
	for i, x := range c {
		text := way(x)
		if x.Event == nil {
			f.Trace = append(f.Trace, report.Step{Goroutine: i + 1, Text: text})
		} else {
			for _, s := range append(acquisition(x.Func, x.First), steps(x.Event)...) {
				s.Goroutine = i + 1
				f.Trace = append(f.Trace, s)
			}
		}
		if i > 0 {
			others = append(others, text)
		}
	}
	f.Args = []any{place.ShortClass(e.To), place.ShortClass(e.From), strings.Join(others, ", ")}
	return f
}
