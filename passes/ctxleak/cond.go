package ctxleak

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/errval"
)

// This file is about conditions: what a path knows of them, and which ones are
// worth knowing. Two expressions with the same operands count as equal even if
// they read memory. That can only make a path look impossible, and cost a
// report.

// fact is the truth of a condition on a path.
type fact struct {
	atom  string
	value bool
	deps  []ssa.Value // what the condition is about, to forget it when that changes
}

// binding is what a phi stands for on a path.
type binding struct {
	phi *ssa.Phi
	val ssa.Value
}

// atom is a condition in a form that can be compared: "subject = constant", or
// another expression which is then its own subject.
type atom struct {
	text, subject string
	equal         *ssa.Const // nil if it is no comparison with a constant
	operand       ssa.Value  // that is compared with it
	deps          []ssa.Value
}

// namer gives expressions names, by which those that are equal are recognised.
type namer struct{ ids map[ssa.Value]int }

func (n namer) id(v ssa.Value) string {
	id, ok := n.ids[v]
	if !ok {
		id = len(n.ids)
		n.ids[v] = id
	}
	return fmt.Sprintf("%%%d", id)
}

// maxDepth is how deep the names of expressions go. Below that they are their
// instructions' own.
const maxDepth = 8

// name names an expression as it is in state st, which may be nil, and adds what
// it depends on to deps.
func (n namer) name(v ssa.Value, st *state, deps *[]ssa.Value, depth int) string {
	v = st.resolve(v)
	if c, ok := v.(*ssa.Const); ok {
		return constName(c)
	}
	*deps = append(*deps, v)
	if depth == 0 {
		return n.id(v)
	}
	sub := func(x ssa.Value) string { return n.name(x, st, deps, depth-1) }
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op != token.ARROW {
			return v.Op.String() + "(" + sub(v.X) + ")"
		}
	case *ssa.BinOp:
		return "(" + sub(v.X) + v.Op.String() + sub(v.Y) + ")"
	case *ssa.FieldAddr:
		return fmt.Sprintf("%s.%d", sub(v.X), v.Field)
	case *ssa.Field:
		return fmt.Sprintf("%s.%d", sub(v.X), v.Field)
	case *ssa.IndexAddr:
		return sub(v.X) + "[" + sub(v.Index) + "]"
	case *ssa.ChangeType:
		return sub(v.X)
	case *ssa.Convert:
		return sub(v.X)
	case *ssa.Call:
		return n.call(v, sub)
	}
	return n.id(v)
}

// call names a call. Getters, and built-in functions such as len, return the
// same each time; others need not.
func (n namer) call(v *ssa.Call, sub func(ssa.Value) string) string {
	common := v.Call
	if _, ok := v.Type().Underlying().(*types.Basic); !ok {
		return n.id(v)
	}
	switch fn := common.Value.(type) {
	case *ssa.Builtin:
		if len(common.Args) == 1 {
			return fn.Name() + "(" + sub(common.Args[0]) + ")"
		}
	case *ssa.Function:
		if fn.Signature.Recv() != nil && len(common.Args) == 1 {
			return sub(common.Args[0]) + "." + fn.Name()
		}
	default:
		if common.IsInvoke() && len(common.Args) == 0 {
			return sub(common.Value) + "." + common.Method.Name()
		}
	}
	return n.id(v)
}

func constName(c *ssa.Const) string {
	if c.Value == nil {
		return "nil"
	}
	return c.Value.ExactString()
}

// atom returns the atom that a condition is, and whether it is its negation.
func (n namer) atom(cond ssa.Value, st *state) (a atom, negated bool) {
	cond = st.resolve(cond)
	switch v := cond.(type) {
	case *ssa.UnOp:
		if v.Op == token.NOT {
			a, negated = n.atom(v.X, st)
			return a, !negated
		}
	case *ssa.BinOp:
		x, y := st.resolve(v.X), st.resolve(v.Y)
		if _, ok := x.(*ssa.Const); ok {
			x, y = y, x
		}
		switch v.Op {
		case token.EQL, token.NEQ:
			a.operand = x
			a.equal, _ = y.(*ssa.Const)
			a.subject = n.name(x, st, &a.deps, maxDepth)
			a.text = a.subject + "=" + n.name(y, st, &a.deps, maxDepth)
			if a.equal == nil {
				a.subject = a.text
			}
			return a, v.Op == token.NEQ
		case token.LSS, token.GEQ:
			return n.less(v.X, v.Y, st), v.Op == token.GEQ
		case token.GTR, token.LEQ:
			return n.less(v.Y, v.X, st), v.Op == token.LEQ
		}
	}
	a.operand = cond
	a.text = n.name(cond, st, &a.deps, maxDepth)
	a.subject = a.text
	return a, false
}

func (n namer) less(x, y ssa.Value, st *state) (a atom) {
	a.text = n.name(x, st, &a.deps, maxDepth) + "<" + n.name(y, st, &a.deps, maxDepth)
	a.subject = a.text
	return a
}

// eval returns the truth of a condition in a state, if that is known.
func (t *tracer) eval(cond ssa.Value, st *state) (value, known bool) {
	cond = st.resolve(cond)
	if c, ok := cond.(*ssa.Const); ok {
		return truth(c), true
	}
	if op, ok := cond.(*ssa.BinOp); ok {
		if t.neverReady(op, st) {
			return false, true
		}
		if x, ok := st.resolve(op.X).(*ssa.Const); ok {
			if y, ok := st.resolve(op.Y).(*ssa.Const); ok {
				return fold(op.Op, x, y)
			}
		}
	}
	a, negated := t.names.atom(cond, st)
	value, known = t.holds(a, st)
	return value != negated, known
}

// neverReady reports whether a condition asks for the case of a select statement
// whose channel is nil, as one is set to that has done its work.
func (t *tracer) neverReady(cond *ssa.BinOp, st *state) bool {
	choice, ok := cond.X.(*ssa.Extract)
	if !ok || choice.Index != 0 || cond.Op != token.EQL {
		return false
	}
	sel, ok := choice.Tuple.(*ssa.Select)
	which, isConst := cond.Y.(*ssa.Const)
	if !ok || !isConst {
		return false
	}
	i := which.Int64()
	return i >= 0 && int(i) < len(sel.States) && isNil(st.resolve(sel.States[i].Chan))
}

// holds is eval for an atom.
func (t *tracer) holds(a atom, st *state) (value, known bool) {
	if a.equal != nil && a.equal.Value == nil && t.nonNil(a.operand, st) {
		return false, true
	}
	for _, f := range st.facts {
		if f.atom == a.text {
			return f.value, true
		}
		// What equals one constant equals no other.
		if a.equal != nil && f.value && strings.HasPrefix(f.atom, a.subject+"=") && !strings.Contains(f.atom[len(a.subject)+1:], "%") {
			return false, true
		}
	}
	return false, false
}

// nonNil reports whether v can't be nil.
func (t *tracer) nonNil(v ssa.Value, st *state) bool {
	if st.holds(v) {
		return true
	}
	switch v := v.(type) {
	case *ssa.MakeInterface, *ssa.Alloc, *ssa.MakeClosure, *ssa.FieldAddr, *ssa.Function, *ssa.MakeMap, *ssa.MakeChan:
		return true
	case *ssa.ChangeType:
		return t.nonNil(st.resolve(v.X), st)
	case *ssa.ChangeInterface:
		return t.nonNil(st.resolve(v.X), st)
	case *ssa.Call:
		return callee.Effect(&v.Call).NonNil
	case *ssa.UnOp:
		// A package-level error variable, var ErrClosed = errors.New(…), is
		// not there to be nil.
		_, global := v.X.(*ssa.Global)
		return global && v.Op == token.MUL && errval.Is(v.Type())
	}
	return false
}

// truth returns the value of a boolean constant.
func truth(c *ssa.Const) bool {
	return c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value)
}

// fold compares two constants.
func fold(op token.Token, x, y *ssa.Const) (value, known bool) {
	switch {
	case op != token.EQL && op != token.NEQ && op != token.LSS && op != token.LEQ && op != token.GTR && op != token.GEQ:
		return false, false
	case x.Value == nil || y.Value == nil:
		if op == token.EQL || op == token.NEQ {
			return (x.Value == y.Value) == (op == token.EQL), x.Value == y.Value
		}
		return false, false
	case x.Value.Kind() == constant.Bool && op != token.EQL && op != token.NEQ:
		return false, false
	case x.Value.Kind() != y.Value.Kind():
		return false, false
	}
	return constant.Compare(x.Value, op, y.Value), true
}

// relevance tells which conditions are worth remembering: those on which more
// than one branch depends. All others would only multiply the paths.
type relevance struct {
	tests map[string]int // by subject, or by the name of the phi they depend on
	phis  map[*ssa.Phi]bool
	edges map[ssa.Value]bool // what those phis may stand for
}

func newRelevance(fn *ssa.Function, names namer) relevance {
	r := relevance{make(map[string]int), make(map[*ssa.Phi]bool), make(map[ssa.Value]bool)}
	for _, b := range fn.Blocks {
		if branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
			a, _ := names.atom(branch.Cond, nil)
			r.tests[a.subject]++
			r.depends(branch.Cond)
		}
		for _, instr := range b.Instrs {
			if sel, ok := instr.(*ssa.Select); ok {
				for _, s := range sel.States {
					r.depends(s.Chan)
				}
			}
		}
	}
	return r
}

// depends notes the phis that a condition depends on.
func (r relevance) depends(v ssa.Value) {
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op == token.NOT {
			r.depends(v.X)
		}
	case *ssa.BinOp:
		r.depends(v.X)
		r.depends(v.Y)
	case *ssa.Phi:
		if r.phis[v] {
			return
		}
		r.phis[v] = true
		for _, e := range v.Edges {
			r.edges[e] = true
			r.depends(e)
		}
	}
}

// worth reports whether to remember which way the branch on a went.
func (r relevance) worth(a atom) bool {
	if e, ok := a.operand.(*ssa.Extract); ok {
		// Only the branches of one select statement look at its choice.
		if _, ok := e.Tuple.(*ssa.Select); ok && e.Index == 0 {
			return false
		}
	}
	return r.tests[a.subject] > 1 || r.edges[a.operand] ||
		slices.ContainsFunc(a.deps, func(v ssa.Value) bool { return r.edges[v] })
}
