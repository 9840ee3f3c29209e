package interleave

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file computes with values: comparisons, and what they tell later.

// notVal is the negation of an unknown boolean.
type notVal struct{ x symbol }

func (s *state) negation(v value) value {
	switch v := v.(type) {
	case symbol:
		return notVal{v}
	case notVal:
		return s.resolve(v.x)
	}
	return s.fresh()
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// binop returns the result of an operation.
func (s *state) binop(instr *ssa.BinOp, a, b value) value {
	switch instr.Op {
	case token.EQL, token.NEQ:
		if eq, ok := s.equal(a, b); ok {
			return boolVal(eq == (instr.Op == token.EQL))
		}
		if s.isLess(a, b) || s.isLess(b, a) {
			return boolVal(instr.Op == token.NEQ)
		}
		ka, kb := key(a), key(b)
		if ka > kb {
			ka, kb = kb, ka
		}
		eq := s.resolve(s.ask(ka + " == " + kb))
		if sym, ok := eq.(symbol); ok {
			s.compares(sym, a, b)
		}
		if instr.Op == token.NEQ {
			return s.not(eq)
		}
		return eq
	}
	ca, okA := a.(constVal)
	cb, okB := b.(constVal)
	if okA && okB && ca.v != nil && cb.v != nil && ca.v.Kind() == cb.v.Kind() {
		switch instr.Op {
		case token.LSS, token.LEQ, token.GTR, token.GEQ:
			return boolVal(constant.Compare(ca.v, instr.Op, cb.v))
		case token.ADD, token.SUB, token.MUL:
			v := constant.BinaryOp(ca.v, instr.Op, cb.v)
			if n, ok := asInt(constVal{v}); ok && (n > maxInt || n < -maxInt) {
				return s.fresh() // so that counters do not make states differ for ever
			}
			return constVal{v}
		}
	}
	switch instr.Op {
	case token.LSS:
		return s.less(a, b)
	case token.GTR:
		return s.less(b, a)
	case token.LEQ:
		return s.not(s.less(b, a))
	case token.GEQ:
		return s.not(s.less(a, b))
	}
	return s.resolve(s.ask(fmt.Sprintf("%s %s %s", key(a), instr.Op, key(b))))
}

// less returns the unknown result of a < b, to which all comparisons come down.
func (s *state) less(a, b value) value { return s.resolve(s.ask(key(a) + " < " + key(b))) }

// isLess reports whether the path has decided that a < b.
func (s *state) isLess(a, b value) bool {
	x, ok := s.asked[key(a)+" < "+key(b)]
	if !ok {
		return false
	}
	is, known := asBool(s.resolve(x))
	return known && is
}

// not returns the negation of a boolean.
func (s *state) not(v value) value {
	if b, ok := asBool(v); ok {
		return boolVal(!b)
	}
	return s.negation(v)
}

// equal tells whether two values are equal, if that is known.
func (s *state) equal(a, b value) (eq, ok bool) {
	_, nilA := a.(nilVal)
	_, nilB := b.(nilVal)
	switch {
	case nilA && nilB:
		return true, true
	case nilA || nilB:
		v := a
		if nilA {
			v = b
		}
		if sym, isSym := v.(symbol); isSym {
			if s.nonNil[sym] {
				return false, true
			}
			return false, false
		}
		return false, true
	}
	ca, okA := a.(constVal)
	cb, okB := b.(constVal)
	if okA && okB && ca.v != nil && cb.v != nil && ca.v.Kind() == cb.v.Kind() {
		return constant.Compare(ca.v, token.EQL, cb.v), true
	}
	if pa, ok := a.(addr); ok {
		if pb, ok := b.(addr); ok {
			return pa == pb, true
		}
	}
	if _, ok := a.(symbol); ok && a == b {
		return true, true
	}
	return false, false
}

// equation says that an unknown boolean is whether x is v.
type equation struct {
	x symbol
	v value
}

// compares notes what sym, a comparison of a and b, means for them.
func (s *state) compares(sym symbol, a, b value) {
	if _, ok := a.(symbol); !ok {
		a, b = b, a
	}
	x, ok := a.(symbol)
	if _, both := b.(symbol); ok && !both {
		s.means[sym] = equation{x, b}
	}
}

// decide sets an unknown boolean.
func (s *state) decide(sym symbol, b bool) {
	s.known[sym] = boolVal(b)
	eq, ok := s.means[sym]
	if !ok {
		return
	}
	if b {
		s.known[eq.x] = eq.v
		if v, ok := eq.v.(*ifaceVal); ok && !types.IsInterface(v.typ) {
			// Only those that make such a value send it.
			s.hollow = true
		}
	} else if _, isNil := eq.v.(nilVal); isNil {
		s.nonNil[eq.x] = true
	}
}
