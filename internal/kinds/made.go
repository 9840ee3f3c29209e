package kinds

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// made returns the kinds of an object that is made here: what its tag is set to.
func (q *query) made(v *ssa.Alloc) set {
	if structOf(v.Type()) != q.tag.owner {
		return all
	}
	s, certain := set{}, false
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == ssa.Value(v) {
				return all // a copy
			}
		case *ssa.FieldAddr:
			if ref.Field != q.tag.index {
				continue
			}
			for _, st := range stores(ref) {
				s = s.or(q.constants(st.Val))
				certain = certain || st.Block() == v.Block()
			}
		}
	}
	if !certain {
		s = s.or(one(q.tag.zero()))
	}
	return s
}

// zero is the value of a tag that nobody has set.
func (tg tag) zero() string {
	switch t := tg.owner.Type().Underlying().(*types.Struct).Field(tg.index).Type().Underlying().(type) {
	case *types.Basic:
		switch {
		case t.Info()&types.IsBoolean != 0:
			return "false"
		case t.Info()&types.IsString != 0:
			return `""`
		}
		return "0"
	}
	return isNil
}

// constants returns which values v, which a tag is set to, can have.
func (q *query) constants(v ssa.Value) set {
	switch v := v.(type) {
	case *ssa.Const:
		return one(constant(v))
	case *ssa.Alloc, *ssa.FieldAddr:
		return one(notNil)
	case *ssa.Parameter:
		return q.passed(v, func(arg ssa.Value, _ ssa.Instruction) set {
			if c, ok := arg.(*ssa.Const); ok {
				return one(constant(c))
			}
			return all
		})
	}
	return all
}

func constant(c *ssa.Const) string {
	if c.Value == nil {
		return isNil
	}
	return c.Value.ExactString()
}
