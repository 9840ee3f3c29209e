package kinds

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Object is an object that has a lock, where the lock is taken.
type Object struct {
	steps []step // the same object in the functions on the way, the outermost last
	in    []step // likewise, the object of the same type that has it behind an interface, if it does
}

// step is what an object is where an instruction uses it.
type step struct {
	v     ssa.Value
	instr ssa.Instruction
}

// Of returns the object of the lock that is taken at the end of way: calls of which
// each leads to the next, and the acquisition. ok is false if it is not known.
func (t *Table) Of(way []ssa.Instruction) (o Object, ok bool) {
	v := t.owner(way[len(way)-1])
	if v == nil {
		return Object{}, false
	}
	o.steps = t.follow(v, way)
	if rest := way[:len(way)-len(o.steps)]; len(rest) > 0 {
		if keeper := t.keeper(o.In(), rest[len(rest)-1]); keeper != nil {
			o.in = t.follow(keeper, rest)
		}
	}
	return o, true
}

// follow returns what v, which the last instruction of way uses, is in the functions
// on the way.
func (t *Table) follow(v ssa.Value, way []ssa.Instruction) (out []step) {
	for i := len(way) - 1; ; i-- {
		out = append(out, step{v, way[i]})
		p, param := v.(*ssa.Parameter)
		if i == 0 || !param {
			return out
		}
		call, ok := way[i-1].(ssa.CallInstruction)
		if !ok {
			return out
		}
		if v = t.passedBy(call, p); v == nil {
			return out
		}
	}
}

// keeper returns the object of the same type that has the receiver v in a field,
// behind the interface that call is made through, or nil.
func (t *Table) keeper(v ssa.Value, call ssa.Instruction) ssa.Value {
	c, ok := call.(ssa.CallInstruction)
	p, param := v.(*ssa.Parameter)
	if !ok || !param || !c.Common().IsInvoke() || p.Parent().Signature.Recv() == nil || p != p.Parent().Params[0] {
		return nil
	}
	load, ok := c.Common().Value.(*ssa.UnOp)
	if !ok {
		return nil
	}
	if fa, ok := load.X.(*ssa.FieldAddr); ok && structOf(fa.X.Type()) == structOf(v.Type()) {
		return t.value(fa.X)
	}
	return nil
}

// Keeps reports whether a certainly has b behind an interface, as a decorator does:
// they are two objects, for no chain of decorators comes back to its start.
func Keeps(a, b Object) bool {
	if len(b.in) == 0 {
		return false
	}
	x, y := a.steps[len(a.steps)-1], b.in[len(b.in)-1]
	return x.v == y.v && x.instr.Parent() == y.instr.Parent()
}

// passedBy returns what a call passes for a parameter of what it calls, or nil.
func (t *Table) passedBy(call ssa.CallInstruction, p *ssa.Parameter) ssa.Value {
	static := call.Common().StaticCallee()
	if static == nil || callee.Origin(static) != p.Parent() {
		return nil
	}
	for i, q := range p.Parent().Params {
		if q == p && i < len(call.Common().Args) {
			return t.value(call.Common().Args[i])
		}
	}
	return nil
}

// value returns the value that v certainly is: what was put into the variable, once,
// that v was loaded from.
func (t *Table) value(v ssa.Value) ssa.Value {
	if p := t.graph.Places.Of(v); p.Kind == place.Local && p.Value.Parent() == v.Parent() && types.Identical(p.Value.Type(), v.Type()) {
		return p.Value
	}
	return v
}

// owner returns the object that has the lock of an acquisition: what its field is
// a field of, or nil.
func (t *Table) owner(instr ssa.Instruction) ssa.Value {
	call, ok := instr.(ssa.CallInstruction)
	if !ok || len(call.Common().Args) == 0 {
		return nil
	}
	if e := callee.Effect(call.Common()); e.Kind != syncop.Acquire && e.Kind != syncop.TryAcquire {
		return nil
	}
	v := call.Common().Args[0]
	for {
		fa, ok := v.(*ssa.FieldAddr)
		if !ok {
			break
		}
		v = fa.X
	}
	v = t.value(v)
	if _, pointer := v.Type().Underlying().(*types.Pointer); !pointer || structOf(v.Type()) == nil {
		return nil
	}
	return v
}

// In returns what the object is in the function that the way to its lock begins in.
func (o Object) In() ssa.Value { return o.steps[len(o.steps)-1].v }

// Same reports whether two objects that a function uses are certainly one.
func Same(a, b Object) bool {
	x, y := a.steps[len(a.steps)-1], b.steps[len(b.steps)-1]
	return x.v == y.v && x.instr.Parent() == y.instr.Parent()
}

// typ returns the struct type of the object.
func (o Object) typ() *types.TypeName { return structOf(o.steps[0].v.Type()) }

// kinds returns which values the tag can have in the object.
func (t *Table) kinds(tg tag, o Object) set {
	key := asked{tg, o.steps[0], o.steps[len(o.steps)-1], len(o.steps)}
	if s, ok := t.memo[key]; ok {
		return s
	}
	q := t.query(tg)
	s := q.solve(func() set {
		s := all
		for i, st := range o.steps {
			if i == len(o.steps)-1 {
				last := q.at(st.v, st.instr)
				if last.empty() {
					return all // nobody is seen to make one
				}
				return s.and(last)
			}
			s = s.and(q.branches(st.v, all, st.instr))
		}
		return s
	})
	t.memo[key] = s
	return s
}

// asked is a question that may be asked again: ways with the same ends and length
// are taken for one.
type asked struct {
	tag         tag
	first, last step
	steps       int
}

// Differ reports whether two objects are certainly not the same.
func (t *Table) Differ(a, b Object) bool {
	if a.typ() != b.typ() {
		return false
	}
	for _, tg := range t.tagsOf(a.typ()) {
		if t.kinds(tg, a).and(t.kinds(tg, b)).empty() {
			return true
		}
	}
	return false
}
