package kinds

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/guards"
)

// query finds out which values the tag of objects can have. The sets only grow,
// round by round, until they no longer do.
type query struct {
	*Table
	tag           tag
	known         map[ssa.Value]set  // of values, when they come to be
	elems         map[ssa.Value]set  // of the elements of maps and slices
	puts          map[ssa.Value]set  // of what is put into them
	field, inside map[*types.Var]set // of fields, and of the elements of maps and slices there
	outer         set                // of what other packages can have
	seen          map[any]bool       // in this round
	grown         bool
	steps         int
}

// maxSteps and maxRounds bound the work for one tag. Beyond them nothing is known.
const (
	maxSteps  = 20000
	maxRounds = 12
)

func (t *Table) query(tg tag) *query {
	return &query{
		Table:  t,
		tag:    tg,
		known:  make(map[ssa.Value]set),
		elems:  make(map[ssa.Value]set),
		puts:   make(map[ssa.Value]set),
		field:  make(map[*types.Var]set),
		inside: make(map[*types.Var]set),
	}
}

// solve returns what ask returns when nothing grows any more.
func (q *query) solve(ask func() set) set {
	for range maxRounds {
		q.seen, q.grown = make(map[any]bool), false
		if s := ask(); !q.grown && q.steps < maxSteps {
			return s
		}
		if q.steps >= maxSteps {
			break
		}
	}
	return all
}

// at returns the kinds that v may have when instr runs.
func (q *query) at(v ssa.Value, instr ssa.Instruction) set {
	v = q.value(v)
	s := q.of(v)
	if _, returns := instr.(*ssa.Return); !returns && q.lateOf(q.tag)[v] {
		s = all // and who has it now may see it change
	}
	if s.empty() || v.Referrers() == nil || structOf(v.Type()) != q.tag.owner {
		return s
	}
	return q.branches(v, s, instr)
}

// of returns the kinds that v may have.
func (q *query) of(v ssa.Value) set {
	if q.seen[v] {
		return q.known[v]
	}
	if _, pointer := v.Type().Underlying().(*types.Pointer); !types.IsInterface(v.Type()) && !(pointer && structOf(v.Type()) == q.tag.owner) {
		return set{} // something else
	}
	q.seen[v] = true
	q.steps++
	if q.steps > maxSteps {
		return all
	}
	s := q.known[v].or(q.origin(v))
	if !s.equal(q.known[v]) {
		q.known[v], q.grown = s, true
	}
	return s
}

func (q *query) origin(v ssa.Value) set {
	switch v := v.(type) {
	case *ssa.Const:
		return set{} // no object
	case *ssa.Alloc:
		return q.made(v)
	case *ssa.Parameter:
		return q.passed(v, q.at)
	case *ssa.FreeVar:
		return q.captured(v)
	case *ssa.Phi:
		var s set
		for i, e := range v.Edges {
			pred := v.Block().Preds[i]
			s = s.or(q.at(e, pred.Instrs[len(pred.Instrs)-1]))
		}
		return s
	case *ssa.Call:
		return q.result(v, 0)
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.Call:
			return q.result(tuple, v.Index)
		case *ssa.Lookup:
			return q.elements(tuple.X)
		case *ssa.TypeAssert:
			return q.at(tuple.X, tuple)
		case *ssa.Next:
			if rng, ok := tuple.Iter.(*ssa.Range); ok && !tuple.IsString {
				return q.elements(rng.X)
			}
		case *ssa.UnOp, *ssa.Select: // received
			return q.loose()
		}
	case *ssa.Lookup:
		return q.elements(v.X)
	case *ssa.Index:
		return q.elements(v.X)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return q.loaded(v.X)
		}
		return q.loose() // received
	case *ssa.MakeInterface:
		return q.at(v.X, v)
	case *ssa.ChangeInterface:
		return q.at(v.X, v)
	case *ssa.ChangeType:
		return q.at(v.X, v)
	case *ssa.TypeAssert:
		return q.at(v.X, v)
	}
	return all
}

// passed returns what ask says of the arguments that a parameter stands for.
func (q *query) passed(p *ssa.Parameter, ask func(ssa.Value, ssa.Instruction) set) set {
	fn := p.Parent()
	calls, open := q.calls(fn)
	receiver := fn.Signature.Recv() != nil && p == fn.Params[0]
	var s set
	if receiver {
		open = guards.Exported(fn) // method values bring theirs
		for _, mc := range q.bound[fn] {
			s = s.or(ask(mc.Bindings[0], mc))
		}
	}
	if open {
		s = s.or(q.loose())
	} else if len(calls) == 0 && len(q.bound[fn]) == 0 {
		return all // nobody knows who calls it
	}
	for _, c := range calls {
		switch arg := argument(c, p); {
		case arg != nil:
			s = s.or(ask(arg, c.Instr))
		case !receiver:
			s = s.or(q.generic(c, p))
		}
	}
	return s
}

// generic returns the kinds of what a function of another package gives to a
// literal that it is passed. All that a generic function knows of a type parameter
// is what its other arguments contain.
func (q *query) generic(c guards.Call, p *ssa.Parameter) set {
	fn := c.Instr.Common().StaticCallee()
	if fn == nil || len(fn.TypeArgs()) == 0 {
		return q.loose()
	}
	var s set
	for _, arg := range c.Instr.Common().Args {
		switch typ := arg.Type().Underlying().(type) {
		case *types.Slice:
			if types.Identical(typ.Elem(), p.Type()) {
				s = s.or(q.elements(arg))
			}
		case *types.Signature:
			if typ.Results().Len() > 0 && types.Identical(typ.Results().At(0).Type(), p.Type()) {
				return all
			}
		default:
			if types.Identical(arg.Type(), p.Type()) {
				s = s.or(q.at(arg, c.Instr))
			} else if _, basic := typ.(*types.Basic); !basic {
				return all
			}
		}
	}
	return s
}

// captured returns the kinds of what a literal captures, or a method value is bound
// to.
func (q *query) captured(v *ssa.FreeVar) set {
	var s set
	i := -1
	for k, fv := range v.Parent().FreeVars {
		if fv == v {
			i = k
		}
	}
	makers := q.makers[v.Parent()]
	for _, mc := range makers {
		s = s.or(q.at(mc.Bindings[i], mc))
	}
	if len(makers) == 0 {
		return all
	}
	return s
}

// result returns the kinds of result i of a call.
func (q *query) result(call *ssa.Call, i int) set {
	fn := callee.Body(&call.Call)
	if fn == nil || !q.in[fn] {
		return q.loose()
	}
	var s set
	for instr := range guards.Instrs(fn) {
		if ret, ok := instr.(*ssa.Return); ok && i < len(ret.Results) {
			s = s.or(q.at(ret.Results[i], ret))
		}
	}
	return s
}

// loaded returns the kinds of what is loaded from an address.
func (q *query) loaded(addr ssa.Value) set {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return q.kept(addr)
	case *ssa.IndexAddr:
		return q.elements(addr.X)
	case *ssa.Alloc:
		return q.variable(addr)
	case *ssa.FreeVar:
		var s set
		for _, mc := range q.makers[addr.Parent()] {
			for i, fv := range addr.Parent().FreeVars {
				if fv == addr {
					s = s.or(q.loaded(mc.Bindings[i]))
				}
			}
		}
		return s
	}
	return q.loose()
}

// variable returns the kinds of what is in a local variable, which literals may
// share but not set.
func (q *query) variable(v *ssa.Alloc) set {
	var s set
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Store:
			if ref.Addr != ssa.Value(v) {
				return all
			}
			s = s.or(q.at(ref.Val, ref))
		case *ssa.MakeClosure:
			for i, b := range ref.Bindings {
				if b == ssa.Value(v) && !onlyLoaded(ref.Fn.(*ssa.Function).FreeVars[i]) {
					return all
				}
			}
		default:
			return all
		}
	}
	return s
}

func onlyLoaded(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}
