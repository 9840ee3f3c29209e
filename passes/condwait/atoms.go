package condwait

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callers"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// atom is a comparison that keeps a loop waiting while it is true, and ends the
// wait when it is not.
type atom struct {
	place *place.Place // of the variable compared
	op    token.Token  // EQL, NEQ, LSS, LEQ, GTR or GEQ
	with  *ssa.Const   // nil if it is no constant
	len   bool         // the variable's length is compared
}

// atoms returns the comparisons that keep the loop around a wait going.
func (c *checker) atoms(k *cond, w use) []atom {
	r := c.after(k, w.instr)
	var out []atom
	for _, b := range branches(w.instr) {
		exit := b.Block().Succs[1]
		if !b.value {
			exit = b.Block().Succs[0]
		}
		// The loop's other branches decide what else to do before the wait.
		if !slices.Contains(r.ifs, b.If) || reaches(exit, w.instr.Block(), r.blocks) {
			continue
		}
		if a, ok := c.atom(b.Cond, b.value, 0); ok {
			out = append(out, a)
		}
	}
	return out
}

// reaches reports whether control can come from one block to another within
// the region.
func reaches(from, to *ssa.BasicBlock, region map[*ssa.BasicBlock]bool) bool {
	seen := map[*ssa.BasicBlock]bool{from: true}
	work := []*ssa.BasicBlock{from}
	for len(work) > 0 {
		b := work[0]
		work = work[1:]
		if b == to {
			return true
		}
		for _, s := range b.Succs {
			if region[s] && !seen[s] {
				seen[s] = true
				work = append(work, s)
			}
		}
	}
	return false
}

// atom returns the comparison that v is, if it must have the given value.
func (c *checker) atom(v ssa.Value, value bool, depth int) (atom, bool) {
	switch v := v.(type) {
	case *ssa.UnOp:
		switch v.Op {
		case token.NOT:
			return c.atom(v.X, !value, depth)
		case token.MUL:
			return atom{place: c.Places.Of(v.X), op: token.EQL, with: ssa.NewConst(constant.MakeBool(value), v.Type())}, true
		}
	case *ssa.BinOp:
		return c.comparison(v, value)
	case *ssa.Call:
		if p := c.atomic(v); p != nil {
			return atom{place: p, op: token.EQL, with: ssa.NewConst(constant.MakeBool(value), v.Type())}, true
		}
		fn := c.Function(v.Call.Value)
		if fn == nil || !c.Known(fn) || len(fn.Blocks) != 1 || depth == maxReads {
			break
		}
		if ret, ok := fn.Blocks[0].Instrs[len(fn.Blocks[0].Instrs)-1].(*ssa.Return); ok && len(ret.Results) == 1 {
			return c.atom(ret.Results[0], value, depth+1)
		}
	}
	return atom{}, false
}

// atomic returns the variable of which a call loads the value, or nil.
func (c *checker) atomic(call *ssa.Call) *place.Place {
	if e, ok := callers.Effect(&call.Call); ok && e.Kind == syncop.AtomicLoad {
		return c.Places.Of(call.Call.Args[e.Operand])
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

func (c *checker) comparison(v *ssa.BinOp, value bool) (atom, bool) {
	op, ok := v.Op, negated[v.Op] != 0
	if !ok {
		return atom{}, false
	}
	if !value {
		op = negated[op]
	}
	x, y := v.X, v.Y
	if _, isConst := x.(*ssa.Const); isConst {
		x, y, op = y, x, mirrored[op]
	}
	a := atom{op: op}
	a.with, _ = y.(*ssa.Const)
	switch x := x.(type) {
	case *ssa.UnOp:
		if x.Op == token.MUL {
			a.place = c.Places.Of(x.X)
		}
	case *ssa.Call:
		if b, ok := x.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			if load, ok := x.Call.Args[0].(*ssa.UnOp); ok && load.Op == token.MUL {
				a.place, a.len = c.Places.Of(load.X), true
			}
		} else {
			a.place = c.atomic(x)
		}
	}
	return a, a.place != nil
}

// ends reports whether writing val to the atom's variable makes it false for
// certain, or brings it nearer to that.
func (a atom) ends(val ssa.Value) bool {
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
