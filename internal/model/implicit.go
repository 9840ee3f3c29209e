package model

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// implicitCall is a method that a library function calls on an argument.
type implicitCall struct {
	fn       *ssa.Function
	receiver ssa.Value
}

// implicit returns the methods of this package's or imported types that a
// library function calls on its arguments.
func implicit(call *ssa.CallCommon, e syncop.Effect, prog *ssa.Program) []implicitCall {
	var out []implicitCall
	for _, v := range operands(call, e) {
		mi, ok := v.(*ssa.MakeInterface)
		if !ok {
			continue
		}
		for _, name := range e.Methods {
			fn := method(prog, mi.X.Type(), name)
			if fn == nil {
				continue
			}
			out = append(out, implicitCall{fn, mi.X})
			if !e.All {
				break
			}
		}
	}
	return out
}

// operands returns the values on which a library function calls methods.
func operands(call *ssa.CallCommon, e syncop.Effect) []ssa.Value {
	var out []ssa.Value
	for i := e.Operand; ; i++ {
		v := arg(call, i)
		if v == nil {
			break
		}
		if elems, ok := variadic(v); ok {
			out = append(out, elems...)
		} else {
			out = append(out, v)
		}
	}
	if e.Format > 0 {
		out = printed(arg(call, e.Format-1), out)
	}
	return out
}

// method returns the method of type t with the name, if it is exported.
func method(prog *ssa.Program, t types.Type, name string) *ssa.Function {
	if types.IsInterface(t) {
		return nil
	}
	sel := prog.MethodSets.MethodSet(t).Lookup(nil, name)
	if sel == nil {
		return nil
	}
	// A promoted method's own receiver is inside the value; the wrapper
	// that the compiler makes for it would have to be built.
	if len(sel.Index()) > 1 {
		return nil
	}
	obj := sel.Obj().(*types.Func)
	if fn := prog.FuncValue(obj.Origin()); fn != nil {
		return fn
	}
	return nil
}

// variadic returns the values that a call packs into its variadic argument.
func variadic(v ssa.Value) ([]ssa.Value, bool) {
	sl, ok := v.(*ssa.Slice)
	if !ok {
		return nil, false
	}
	array, ok := sl.X.(*ssa.Alloc)
	if !ok {
		return nil, false
	}
	var out []ssa.Value
	for _, ref := range *array.Referrers() {
		ia, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *ia.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == ia {
				out = append(out, store.Val)
			}
		}
	}
	return out, true
}

// printed returns those operands of a formatted print that the format renders
// as text, so that their String or Error method is called. Where the format is
// not a plain constant it returns none.
func printed(format ssa.Value, operands []ssa.Value) []ssa.Value {
	c, ok := format.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return nil
	}
	f := constant.StringVal(c.Value)
	var out []ssa.Value
	n := 0
	for i := 0; i < len(f); i++ {
		if f[i] != '%' {
			continue
		}
		i++
		for i < len(f) && strings.IndexByte("+-# 0123456789.", f[i]) >= 0 {
			i++
		}
		if i >= len(f) || f[i] == '*' || f[i] == '[' {
			break
		}
		if f[i] == '%' {
			continue
		}
		if n < len(operands) && strings.IndexByte("vsqxX", f[i]) >= 0 && (f[i] != 'v' || f[i-1] != '#') {
			out = append(out, operands[n])
		}
		n++
	}
	return out
}
