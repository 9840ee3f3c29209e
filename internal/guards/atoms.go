package guards

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Atom is a comparison of a variable with something.
type Atom struct {
	Place *place.Place // of the variable

	op   token.Token // EQL, NEQ, LSS, LEQ, GTR or GEQ
	with *ssa.Const  // nil if it is no constant
	len  bool        // the variable's length is compared
}

// Branch is an If that decides whether control comes to an instruction: it does
// if the condition has the value.
type Branch struct {
	*ssa.If
	Value bool
}

// Branches returns the branches that certainly decide whether control comes to
// instr, the nearest first.
func Branches(instr ssa.Instruction) []Branch {
	var out []Branch
	b := instr.Block()
	for d := b.Idom(); d != nil; d = d.Idom() {
		cond, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		for i, s := range d.Succs {
			if len(s.Preds) == 1 && s.Dominates(b) {
				out = append(out, Branch{cond, i == 0})
			}
		}
	}
	return out
}

// Atoms returns the comparison that v is, or the opposite one if v must be false: what
// it says of each variable in it.
func (g *Graph) Atoms(v ssa.Value, value bool) []Atom { return g.atoms(v, value, 0) }

func (g *Graph) atoms(v ssa.Value, value bool, depth int) []Atom {
	switch v := v.(type) {
	case *ssa.UnOp:
		switch v.Op {
		case token.NOT:
			return g.atoms(v.X, !value, depth)
		case token.MUL:
			return []Atom{is(g.Places.Of(v.X), v.Type(), value)}
		}
	case *ssa.BinOp:
		return g.comparison(v, value)
	case *ssa.Call:
		if p := g.atomic(v); p != nil {
			return []Atom{is(p, v.Type(), value)}
		}
		fn := g.Function(v.Call.Value)
		if fn == nil || !g.Known(fn) || len(fn.Blocks) != 1 || depth == maxReads {
			break
		}
		if ret, ok := fn.Blocks[0].Instrs[len(fn.Blocks[0].Instrs)-1].(*ssa.Return); ok && len(ret.Results) == 1 {
			return g.atoms(ret.Results[0], value, depth+1)
		}
	}
	return nil
}

// is says that the variable at p is true, or that it is false.
func is(p *place.Place, t types.Type, value bool) Atom {
	return Atom{Place: p, op: token.EQL, with: ssa.NewConst(constant.MakeBool(value), t)}
}

// atomic returns the variable of which a call loads the value, or nil.
func (g *Graph) atomic(call *ssa.Call) *place.Place {
	if e, ok := Effect(&call.Call); ok && e.Kind == syncop.AtomicLoad {
		return g.Places.Of(call.Call.Args[e.Operand])
	}
	return nil
}

// negated and mirrored are what a comparison is when it is false, and when its
// sides are swapped.
var (
	negated = map[token.Token]token.Token{
		token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ,
		token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
	}
	mirrored = map[token.Token]token.Token{
		token.EQL: token.EQL, token.NEQ: token.NEQ, token.LSS: token.GTR,
		token.GTR: token.LSS, token.LEQ: token.GEQ, token.GEQ: token.LEQ,
	}
)

func (g *Graph) comparison(v *ssa.BinOp, value bool) []Atom {
	op, ok := v.Op, negated[v.Op] != 0
	if !ok {
		return nil
	}
	if !value {
		op = negated[op]
	}
	var out []Atom
	for _, a := range []Atom{g.side(v.X, op, v.Y), g.side(v.Y, mirrored[op], v.X)} {
		if a.Place != nil {
			out = append(out, a)
		}
	}
	return out
}

// side returns what the comparison of x with y says of x, a variable or the length of
// one; else the atom has no place.
func (g *Graph) side(x ssa.Value, op token.Token, y ssa.Value) Atom {
	a := Atom{op: op}
	a.with, _ = y.(*ssa.Const)
	switch x := x.(type) {
	case *ssa.UnOp:
		if x.Op == token.MUL {
			a.Place = g.Places.Of(x.X)
		}
	case *ssa.Call:
		if b, ok := x.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			if load, ok := x.Call.Args[0].(*ssa.UnOp); ok && load.Op == token.MUL {
				a.Place, a.len = g.Places.Of(load.X), true
			}
		} else {
			a.Place = g.atomic(x)
		}
	}
	return a
}

// Ends reports whether writing val to the variable makes the comparison false
// for certain, or brings it nearer to that.
func (a Atom) Ends(val ssa.Value) bool {
	if cst, ok := val.(*ssa.Const); ok && !a.len {
		if a.with == nil {
			return false
		}
		v, w := cst.Value, a.with.Value
		if v == nil || w == nil {
			same := v == nil && w == nil
			return a.op == token.EQL && !same || a.op == token.NEQ && same
		}
		return v.Kind() == w.Kind() && !constant.Compare(v, a.op, w)
	}
	switch dir := direction(val, a.len); a.op {
	case token.LSS, token.LEQ:
		return dir > 0
	case token.GTR, token.GEQ:
		return dir < 0
	case token.EQL:
		return dir > 0 && zero(a.with)
	case token.NEQ:
		return dir < 0 && zero(a.with)
	}
	return false
}

func zero(c *ssa.Const) bool {
	return c != nil && c.Value != nil && c.Value.Kind() == constant.Int && constant.Sign(c.Value) == 0
}

// Makes reports whether writing val to the variable makes the comparison true,
// or brings it nearer to that.
func (a Atom) Makes(val ssa.Value) bool {
	a.op = negated[a.op]
	return a.Ends(val)
}

// Direction tells whether val is more (1) or less (-1) than what was in the
// variable that it is written to, if it is a number.
func Direction(val ssa.Value) int { return direction(val, false) }

// direction tells whether val is more (1) or less (-1) than what was in the
// variable that it is written to, or, for slices, longer or shorter.
func direction(val ssa.Value, length bool) int {
	switch val := val.(type) {
	case *ssa.BinOp:
		if cst, ok := val.Y.(*ssa.Const); ok && cst.Value != nil && !length {
			sign := constant.Sign(constant.ToInt(cst.Value))
			switch val.Op {
			case token.ADD:
				return sign
			case token.SUB:
				return -sign
			}
		}
	case *ssa.Call:
		if b, ok := val.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" && length {
			return 1
		}
	case *ssa.Slice:
		if length {
			return -1
		}
	case *ssa.Const:
		if length && val.IsNil() {
			return -1
		}
	}
	return 0
}

// Same reports whether a and b are the same comparison with a constant, of variables
// that may be the same.
func (a Atom) Same(b Atom) bool {
	return Key(a.Place) == Key(b.Place) && a.op == b.op && a.len == b.len && a.with != nil && b.with != nil &&
		a.with.Type() == b.with.Type() && (a.with.IsNil() && b.with.IsNil() || a.with.Value != nil && b.with.Value != nil && constant.Compare(a.with.Value, token.EQL, b.with.Value))
}
