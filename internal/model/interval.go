package model

import (
	"go/token"
	"go/types"
	"math"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// interval is what an integer can be: at least lo, at most hi.
type interval struct{ lo, hi int64 }

// anything is the interval of an integer of which nothing is known.
var anything = interval{math.MinInt64, math.MaxInt64}

// compared returns the value of the comparison v, which the atom stands for, if what
// is known about its operands' sizes decides it, as "i > 0" is decided in the first
// round of a loop that counts from 0 and in all others.
func (s *solver) compared(v ssa.Value, a atom, fs facts) (value, known bool) {
	for {
		not, ok := v.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			break
		}
		v = not.X
	}
	cmp, ok := v.(*ssa.BinOp)
	if !ok || !isInteger(cmp.X) {
		return false, false
	}
	x, y := s.interval(a.x, fs), s.interval(a.y, fs)
	if zero, known := fs.get(atom{token.EQL, a.y, s.places.Named(place.Const, "0")}); known && !zero && x.lo == 0 && y.lo < 0 && a.x.Kind != place.Const {
		y.lo = 1 // how far a loop counts, if that is not 0, is more
	}
	switch a.op {
	case token.LSS:
		return x.hi < y.lo, x.hi < y.lo || x.lo >= y.hi
	case token.LEQ:
		return x.hi <= y.lo, x.hi <= y.lo || x.lo > y.hi
	}
	return x == y, x.lo == x.hi && x == y || x.hi < y.lo || y.hi < x.lo
}

// interval returns what the integer p can be on a path with the facts.
func (s *solver) interval(p *place.Place, fs facts) interval {
	if c, ok := number(p); ok {
		return interval{c, c}
	}
	in := anything
	if p.Kind == place.Len {
		// Of what is in memory only that it is not empty is taken for granted.
		in.lo = 0
		if zero, known := fs.get(atom{token.EQL, p, s.places.Named(place.Const, "0")}); known && !zero {
			in.lo = 1
		}
		return in
	}
	if p.Kind == place.Local {
		switch v := p.Value.(type) {
		case *ssa.Phi:
			if start, ok := s.counts(v); ok {
				in.lo = start
			}
		case *ssa.BinOp:
			by, ok := integer(v.Y)
			if phi, counter := v.X.(*ssa.Phi); ok && counter && v.Op == token.ADD && s.places.Of(phi) == s.places.Local(phi) {
				in = s.interval(s.places.Of(phi), fs).plus(by)
			}
		}
	}
	if p.Kind == place.Deref {
		return in // others may write to it
	}
	for _, f := range fs {
		in = in.cut(f, p)
	}
	return in
}

// cut returns the part of the interval of p in which the fact holds.
func (in interval) cut(f Condition, p *place.Place) interval {
	if f.x == p {
		c, ok := number(f.y)
		switch {
		case !ok:
		case f.op == token.EQL && f.value:
			return interval{c, c}
		case f.op == token.EQL:
			if c == in.lo {
				in.lo++
			}
		case f.op == token.LSS && f.value:
			in.hi = min(in.hi, c-1)
		case f.op == token.LSS:
			in.lo = max(in.lo, c)
		case f.value:
			in.hi = min(in.hi, c)
		default:
			in.lo = max(in.lo, c+1)
		}
	}
	if f.y == p && f.op != token.EQL {
		c, ok := number(f.x)
		switch {
		case !ok:
		case f.op == token.LSS && f.value:
			in.lo = max(in.lo, c+1)
		case f.op == token.LSS:
			in.hi = min(in.hi, c)
		case f.value:
			in.lo = max(in.lo, c)
		default:
			in.hi = min(in.hi, c-1)
		}
	}
	return in
}

// plus returns the interval of the sum of what has this interval and the small c. An
// integer that is counted up does not overflow.
func (in interval) plus(c int64) interval {
	if in.lo != math.MinInt64 {
		in.lo += c
	}
	if in.hi != math.MaxInt64 {
		in.hi += c
	}
	return in
}

// counts reports whether the phi is a counter, and from where it counts: each round of
// the loop adds something to it or leaves it as it is.
func (s *solver) counts(phi *ssa.Phi) (start int64, ok bool) {
	if !isInteger(phi) {
		return 0, false
	}
	for i, e := range phi.Edges {
		c, isConst := integer(e)
		switch {
		case e == phi || s.loops.back(phi.Block().Preds[i], phi.Block()) && raises(phi, e):
		case isConst && (!ok || c == start):
			start, ok = c, true
		default:
			return 0, false
		}
	}
	return start, ok
}

// raised returns from where a counter counts that edge pred has just raised.
func (s *solver) raised(phi *ssa.Phi, pred int) (start int64, ok bool) {
	if !raises(phi, phi.Edges[pred]) {
		return 0, false
	}
	return s.counts(phi)
}

// raises reports whether v is the phi and something positive.
func raises(phi *ssa.Phi, v ssa.Value) bool {
	sum, ok := v.(*ssa.BinOp)
	if !ok || sum.Op != token.ADD || sum.X != ssa.Value(phi) {
		return false
	}
	c, ok := integer(sum.Y)
	return ok && c > 0
}

// integer returns the integer that v is, if it is a constant and not huge.
func integer(v ssa.Value) (int64, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || !isInteger(v) {
		return 0, false
	}
	return c.Int64(), isSmall(c.Int64())
}

// number is integer for places.
func number(p *place.Place) (int64, bool) {
	if p.Kind != place.Const {
		return 0, false
	}
	c, err := strconv.ParseInt(p.Name, 10, 64)
	return c, err == nil && isSmall(c)
}

// isSmall reports whether sums of c and another small number do not overflow.
func isSmall(c int64) bool { return -1<<32 < c && c < 1<<32 }

func isInteger(v ssa.Value) bool {
	b, ok := v.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}
