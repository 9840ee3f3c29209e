package ctxleak

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/errval"
)

// maker says that a function makes a context and returns its cancel function,
// so that the duty to call that is the caller's.
type maker struct {
	cancel int // which result it is
	failed int // the error that is not nil if there is no context; or -1
}

// made returns what kind of maker a call calls, or nil if it calls none.
func (c *checker) made(call *ssa.CallCommon) *maker {
	if m := c.maker(callee.Body(call)); m != nil {
		return m
	}
	return pair(call)
}

// maker returns what kind of maker fn is, or nil if it is none. It is one only
// if on each path it returns the function, or has called it, and nobody else
// has it but goroutines that wait for something else to cancel the context.
func (c *checker) maker(fn *ssa.Function) *maker {
	if fn == nil || !returnsFunc(fn.Signature) {
		return nil
	}
	if m, ok := c.makers[fn]; ok {
		return m
	}
	c.makers[fn] = nil // for recursion
	m := c.newMaker(fn)
	c.makers[fn] = m
	return m
}

// returnsFunc reports whether one of several results is a function. A function
// that returns nothing but another is often one to be ignored by who does not
// care.
func returnsFunc(sig *types.Signature) bool {
	found := false
	for v := range sig.Results().Variables() {
		_, is := v.Type().Underlying().(*types.Signature)
		found = found || is
	}
	return found && sig.Results().Len() > 1
}

func (c *checker) newMaker(fn *ssa.Function) *maker {
	returned := make(map[*ssa.Return]int)
	m := &maker{-1, -1}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			src, ok := c.source(call)
			if !ok {
				continue
			}
			t := c.trace(src, nil)
			if t.handed {
				t = c.follow(src, shares)
			}
			if len(t.returned) == 0 {
				continue
			}
			if t.handed || len(t.lost) > 0 || t.over {
				return nil
			}
			for ret, i := range t.returned {
				if m.cancel >= 0 && m.cancel != i {
					return nil
				}
				m.cancel = i
				returned[ret] = i
			}
		}
	}
	if m.cancel < 0 || !c.otherReturns(fn, m, returned) {
		return nil
	}
	return m
}

// shares reports whether an instruction starts a goroutine that has the function,
// too, and may call it when something happens: who gets the context can't count
// on that.
func shares(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Go:
		return true
	case *ssa.Call:
		return isFunc(callee.Named(&instr.Call), contextPath, "", "AfterFunc")
	}
	return false
}

// otherReturns reports whether the returns of fn that hand out no cancel
// function say so by an error, and notes which result that is.
func (c *checker) otherReturns(fn *ssa.Function, m *maker, returned map[*ssa.Return]int) bool {
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || b == fn.Recover {
			continue
		}
		last := len(ret.Results) - 1
		_, makes := returned[ret]
		failed := errval.Is(ret.Results[last].Type()) && !isNil(ret.Results[last])
		if makes == failed {
			return false
		}
		if !makes {
			if !isNil(ret.Results[m.cancel]) {
				return false
			}
			m.failed = last
		}
	}
	return true
}

// isNil reports whether v is the constant nil.
func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}
