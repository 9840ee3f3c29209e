package model

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// contexts knows which locks every caller of a function holds. Summaries flow
// from callees to callers; this is the one thing that flows back. What may be
// held can only silence: a lock that is always held when two functions run keeps
// them from running at the same time. What is surely held is for [Package.Held].
type contexts struct {
	calls map[*ssa.Function][]context
	open  map[*ssa.Function]bool        // started as goroutines, too
	memo  map[*ssa.Function][]heldClass // of entry, once all calls are known
	sure  map[*ssa.Function][]heldClass // of surely
}

func newContexts() contexts {
	return contexts{
		calls: make(map[*ssa.Function][]context),
		open:  make(map[*ssa.Function]bool),
		memo:  make(map[*ssa.Function][]heldClass),
		sure:  make(map[*ssa.Function][]heldClass),
	}
}

// context is what is held at one call of a function.
type context struct {
	caller *ssa.Function
	held   []heldClass
	sure   []heldClass // the part of held that is certain
	fresh  string      // for each argument, 'y' if it is an object that the caller has just made
}

type heldClass struct {
	class string
	mode  syncop.Mode
}

// calledFrom records a call of t in state st.
func (s *solver) calledFrom(t *target, st *state) {
	c := context{caller: s.f.Fn}
	for _, l := range st.locks {
		// What may be held counts as held: that silences more.
		if class := l.place.Class(); class != "" && (l.status == held || l.status == lost) {
			c.held = append(c.held, heldClass{class, l.mode})
			if l.status == held {
				c.sure = append(c.sure, heldClass{class, l.mode})
			}
		}
	}
	for _, a := range t.args {
		c.fresh += map[bool]string{true: "y", false: "n"}[s.unshared(a) || s.justMade(a)]
	}
	for _, old := range s.contexts.calls[t.fn] {
		if old.caller == c.caller && old.fresh == c.fresh && slices.Equal(old.held, c.held) && slices.Equal(old.sure, c.sure) {
			return
		}
	}
	s.contexts.calls[t.fn] = append(s.contexts.calls[t.fn], c)
}

// entry returns what is held whenever fn is entered.
func (b *builder) entry(fn *ssa.Function) []heldClass {
	memo := b.contexts.memo
	if held, ok := memo[fn]; ok {
		return held
	}
	needs := b.needed(fn)
	memo[fn] = needs // for recursion: nothing else is certain
	calls := b.contexts.calls[fn]
	if b.contexts.open[fn] || len(calls) == 0 || b.importable(fn) {
		return needs
	}
	var out []heldClass
	for i, c := range calls {
		held := append(slices.Clip(c.held), b.entry(c.caller)...)
		if i == 0 {
			out = slices.Clone(held)
			continue
		}
		out = slices.DeleteFunc(out, func(h heldClass) bool { return !slices.Contains(held, h) })
	}
	out = append(out, needs...)
	memo[fn] = out
	return out
}

// surely returns what is certainly held whenever fn is entered.
func (b *builder) surely(fn *ssa.Function) []heldClass {
	memo := b.contexts.sure
	if held, ok := memo[fn]; ok {
		return held
	}
	memo[fn] = nil // for recursion
	calls := b.contexts.calls[fn]
	if b.contexts.open[fn] || len(calls) == 0 || b.importable(fn) {
		return nil
	}
	var out []heldClass
	for i, c := range calls {
		held := append(slices.Clip(c.sure), b.surely(c.caller)...)
		if i == 0 {
			out = slices.Clone(held)
			continue
		}
		out = slices.DeleteFunc(out, func(h heldClass) bool { return !slices.Contains(held, h) })
	}
	memo[fn] = out
	return out
}

// alwaysFresh reports whether p belongs to an object that every caller of fn has
// just made, so that nobody else can hold its locks.
func (b *builder) alwaysFresh(fn *ssa.Function, p *place.Place) bool {
	root := p.Root()
	param, ok := root.Value.(*ssa.Parameter)
	if root.Kind != place.Local || !ok || param.Parent() != fn {
		return false
	}
	i := slices.Index(fn.Params, param)
	calls := b.contexts.calls[fn]
	return len(calls) > 0 && !b.contexts.open[fn] && !b.importable(fn) && !slices.ContainsFunc(calls, func(c context) bool {
		return i >= len(c.fresh) || c.fresh[i] != 'y'
	})
}

// needed returns the locks that fn releases without having taken them, so that
// whoever calls it must hold them.
func (b *builder) needed(fn *ssa.Function) []heldClass {
	f := b.funcs[fn]
	if f == nil {
		return nil
	}
	var out []heldClass
	for _, p := range f.Summary.Needs {
		if class := p.Class(); class != "" {
			out = append(out, heldClass{class, syncop.Write})
		}
	}
	return out
}

// sharedByCallers reports whether fn has several callers, and a lock of the
// class is held whenever one of them calls it.
func (b *builder) sharedByCallers(fn *ssa.Function, class string) bool {
	calls := b.contexts.calls[fn]
	several := slices.ContainsFunc(calls, func(c context) bool { return c.caller != calls[0].caller })
	return several && slices.ContainsFunc(b.entry(fn), func(h heldClass) bool { return h.class == class })
}

// placeEdges adds to the package's edges what their functions' callers hold,
// and drops those that say nothing about an order: where another lock of the
// class To is held already, the locks of that class have an order of their own.
func (b *builder) placeEdges() {
	pointless := func(e *Edge) bool {
		if b.alwaysFresh(e.Func.Fn, e.First.Place) || b.alwaysFresh(e.Func.Fn, e.Event.Place) {
			return true
		}
		for _, h := range b.entry(e.Func.Fn) {
			if h.class == e.To {
				return true
			}
			if h.mode == syncop.Write && h.class != e.From && !slices.Contains(e.Gates, h.class) {
				e.Gates = append(e.Gates, h.class)
			}
		}
		slices.Sort(e.Gates)
		return false
	}
	b.edges.list = slices.DeleteFunc(b.edges.list, pointless)
	b.edges.nestings = slices.DeleteFunc(b.edges.nestings, pointless)
}
