package kinds

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/order"
)

// Alone reports whether functions that are given one object, each as the last step
// of its way, certainly run in one goroutine: objects of its kind come to all of
// them only from there, and it is started once for each object. The object is all
// of those in same, so that it is of a kind that each of them can be.
func (t *Table) Alone(given, same []Object) bool {
	for _, tg := range t.tagsOf(given[0].typ()) {
		kind := all
		for _, o := range same {
			kind = kind.and(t.kinds(tg, o))
		}
		if kind.neg || kind.empty() {
			continue
		}
		var from []step
		known := true
		q := t.query(tg)
		q.solve(func() set {
			from, known = nil, true
			for _, o := range given {
				q.from(o.steps[len(o.steps)-1], kind, &from, &known, make(map[ssa.Value]bool))
			}
			return set{}
		})
		if q.steps < maxSteps && known && len(from) == 1 && t.once(from[0]) {
			return true
		}
	}
	return false
}

// from collects the go statements by which objects of a kind come to where a
// parameter is used, with what they pass; known becomes false if there may be more.
func (q *query) from(st step, kind set, out *[]step, known *bool, seen map[ssa.Value]bool) {
	p, ok := st.v.(*ssa.Parameter)
	if !ok {
		*known = false
		return
	}
	if q.at(p, st.instr).and(kind).empty() || seen[p] {
		return
	}
	seen[p] = true
	fn := p.Parent()
	calls, open := q.calls(fn)
	for _, mc := range q.bound[fn] {
		if !q.at(mc.Bindings[0], mc).and(kind).empty() {
			*known = false
		}
	}
	if open && !q.loose().and(kind).empty() {
		*known = false
	}
	for _, c := range calls {
		arg := argument(c, p)
		switch {
		case arg == nil:
			*known = false
		case q.at(arg, c.Instr).and(kind).empty():
		case c.Starts:
			if s := (step{arg, c.Instr}); !slices.Contains(*out, s) {
				*out = append(*out, s)
			}
		default:
			q.from(step{arg, c.Instr}, kind, out, known, seen)
		}
	}
}

// once reports whether a go statement runs at most once for each object that it
// passes on: only if a flag of the object is not set, which it then is, for ever.
func (t *Table) once(st step) bool {
	object := t.graph.Places.Of(st.v)
	return slices.ContainsFunc(guards.Branches(st.instr), func(b guards.Branch) bool {
		load, ok := b.Cond.(*ssa.UnOp)
		if !ok || b.Value || load.Op != token.MUL {
			return false
		}
		fa, ok := load.X.(*ssa.FieldAddr)
		if !ok || fieldVar(fa) == nil {
			return false
		}
		flag := t.graph.Places.Of(fa)
		p := flag.Parent
		for p != nil && p != object {
			p = p.Parent
		}
		set := false
		for _, other := range t.addrs[fieldVar(fa)] {
			for _, s := range stores(other) {
				c, ok := s.Val.(*ssa.Const)
				if !ok || constant(c) != "true" {
					return false
				}
				set = set || t.graph.Places.Of(other) == flag && s.Parent() == st.instr.Parent() && order.Precedes(s, st.instr)
			}
			for _, ref := range *other.Referrers() {
				switch ref.(type) {
				case *ssa.Store, *ssa.UnOp, *ssa.DebugRef:
				default:
					return false // its address goes elsewhere
				}
			}
		}
		return p != nil && set
	})
}
