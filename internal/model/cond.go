package model

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// atom is a condition that a branch can depend on: "X is Y" for a constant Y
// (nil, true or a number or string), or "X op Y" for any other comparison.
type atom struct {
	op   token.Token // EQL, LSS or LEQ
	x, y *place.Place
}

// Condition says that an atom is true or false.
type Condition struct {
	atom
	value bool
}

// facts are a path's facts, few and in order of their discovery.
type facts []Condition

func (fs facts) get(a atom) (value, known bool) {
	for _, f := range fs {
		if f.atom == a {
			return f.value, true
		}
	}
	// X == c rules out X == d.
	if a.op == token.EQL && a.y.Kind == place.Const {
		for _, f := range fs {
			if f.op == token.EQL && f.x == a.x && f.value && f.y.Kind == place.Const && f.y != a.y {
				return false, true
			}
		}
	}
	return false, false
}

func (fs facts) with(a atom, value bool) facts {
	for i, f := range fs {
		if f.atom == a {
			if f.value == value {
				return fs
			}
			out := slices.Clone(fs)
			out[i].value = value
			return out
		}
	}
	return append(slices.Clip(fs), Condition{a, value})
}

// without returns the facts that mention no place that drop names.
func (fs facts) without(drop func(*place.Place) bool) facts {
	bad := func(f Condition) bool { return drop(f.x) || drop(f.y) }
	if !slices.ContainsFunc(fs, bad) {
		return fs
	}
	return slices.DeleteFunc(slices.Clone(fs), bad)
}

// meet returns the facts that are in both.
func (fs facts) meet(other facts) facts {
	bad := func(f Condition) bool { v, ok := other.get(f.atom); return !ok || v != f.value }
	if !slices.ContainsFunc(fs, bad) {
		return fs
	}
	return slices.DeleteFunc(slices.Clone(fs), bad)
}

// truth returns the constant true, which boolean values are compared with.
func (b *builder) truth() *place.Place { return b.places.Named(place.Const, "true") }

// isTrue returns the atom "x is true".
func (b *builder) isTrue(x *place.Place) atom { return atom{token.EQL, x, b.truth()} }

// isNil returns the atom "x is nil".
func (b *builder) isNil(x *place.Place) atom {
	return atom{token.EQL, x, b.places.Named(place.Const, "nil")}
}

// condition returns the atom that v depends on and whether v is its negation.
func (b *builder) condition(v ssa.Value) (a atom, negated bool) {
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op == token.NOT {
			a, negated = b.condition(v.X)
			return a, !negated
		}
	case *ssa.BinOp:
		x, y := b.places.Of(v.X), b.places.Of(v.Y)
		if x.Kind == place.Const && y.Kind != place.Const {
			switch v.Op {
			case token.EQL, token.NEQ:
				x, y = y, x
			}
		}
		switch v.Op {
		case token.EQL:
			return b.equal(x, y)
		case token.NEQ:
			a, negated = b.equal(x, y)
			return a, !negated
		case token.LSS:
			return atom{token.LSS, x, y}, false
		case token.GEQ:
			return atom{token.LSS, x, y}, true
		case token.GTR:
			return atom{token.LSS, y, x}, false
		case token.LEQ:
			return atom{token.LSS, y, x}, true
		}
	}
	return b.isTrue(b.places.Of(v)), false
}

func (b *builder) equal(x, y *place.Place) (a atom, negated bool) {
	if y.Kind == place.Const && y.Name == "false" {
		return b.isTrue(x), true
	}
	return atom{token.EQL, x, y}, false
}

// assign returns fs after the value v was given to the place p, which was
// free to have any value before: what is known about v is now known about p.
func (b *builder) assign(fs facts, p *place.Place, v ssa.Value) facts {
	if b.places.Of(v) == p { // it keeps its value
		if b.neverNil(v) {
			fs = fs.with(b.isNil(p), false)
		}
		return fs
	}
	fs = fs.without(func(q *place.Place) bool { return q == p })
	if c, ok := v.(*ssa.Const); ok {
		switch {
		case c.Value == nil:
			if c.IsNil() {
				fs = fs.with(b.isNil(p), true)
			}
		case c.Value.Kind() == constant.Bool:
			fs = fs.with(b.isTrue(p), constant.BoolVal(c.Value))
		default:
			fs = fs.with(atom{token.EQL, p, b.places.Of(c)}, true)
		}
		return fs
	}
	if b.neverNil(v) {
		return fs.with(b.isNil(p), false)
	}
	// A comparison's value is as good as the comparison.
	if a, negated := b.condition(v); a.x != p {
		if val, ok := fs.get(a); ok {
			fs = fs.with(b.isTrue(p), val != negated)
		}
	}
	q := b.places.Of(v)
	for _, f := range fs {
		if f.x == q {
			fs = fs.with(atom{f.op, p, f.y}, f.value)
		}
	}
	return fs
}
