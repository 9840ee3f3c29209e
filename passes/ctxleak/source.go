package ctxleak

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/syncop"
)

// source is a call that returns a function which somebody has to call.
type source struct {
	call   *ssa.Call
	index  int         // of that function among the results
	cancel ssa.Value   // that function; nil if nobody takes it
	ctx    ssa.Value   // the context that it cancels; nil if that is not known
	parent ssa.Value   // of the context; nil if that is not known
	failed ssa.Value   // an error; if it is not nil, there is nothing to cancel
	fn     *types.Func // what is called
}

// source returns what has to be called because of a call, if anything.
func (c *checker) source(call *ssa.Call) (source, bool) {
	src := source{call: call, fn: callee.Named(&call.Call)}
	if callee.Effect(&call.Call).Kind == syncop.MakeCancel {
		src.index = call.Call.Signature().Results().Len() - 1
		src.parent = call.Call.Args[0]
	} else if m := c.made(&call.Call); m != nil {
		src.index = m.cancel
		if m.failed >= 0 {
			src.failed = result(call, m.failed)
		}
	} else {
		return source{}, false
	}
	src.cancel = result(call, src.index)
	for i, v := range results(call) {
		if v != nil && i != src.index && isContext(v.Type()) {
			src.ctx = v
		}
	}
	return src, true
}

// result returns result i of a call, or nil if nobody takes it.
func result(call *ssa.Call, i int) ssa.Value { return results(call)[i] }

func results(call *ssa.Call) []ssa.Value {
	n := call.Call.Signature().Results().Len()
	if n == 1 {
		return []ssa.Value{call}
	}
	out := make([]ssa.Value, n)
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok {
			out[e.Index] = e
		}
	}
	return out
}

// used reports whether anything is done with v.
func used(v ssa.Value) bool {
	if v == nil {
		return false
	}
	for _, ref := range *v.Referrers() {
		if _, debug := ref.(*ssa.DebugRef); !debug {
			return true
		}
	}
	return false
}

// name returns the name of what is called, for people.
func (s source) name() string {
	if s.fn == nil {
		return "a function literal"
	}
	return funcName(s.fn, s.call.Parent())
}

// funcName returns a function's name as people write it in the package of the
// function by: "pkg.F", "(*T).M".
func funcName(fn *types.Func, by *ssa.Function) string {
	qualify := func(p *types.Package) string {
		if by.Pkg != nil && p == by.Pkg.Pkg {
			return ""
		}
		return p.Name()
	}
	if recv := fn.Signature().Recv(); recv != nil {
		t := types.TypeString(recv.Type(), qualify)
		if _, ok := types.Unalias(recv.Type()).(*types.Pointer); ok {
			t = "(" + t + ")"
		}
		return t + "." + fn.Name()
	}
	if q := qualify(fn.Pkg()); q != "" {
		return q + "." + fn.Name()
	}
	return fn.Name()
}

// target is where the source code puts the function that a call returns.
type target struct {
	stmt ast.Stmt // the assignment or declaration, if it is one of its own
	list ast.Node // the parent of stmt
	id   *ast.Ident
}

// target finds where the function goes. It has no id if that is no variable.
func (s source) target() target {
	syn := s.call.Parent().Syntax()
	if syn == nil {
		return target{}
	}
	var out target
	ast.PreorderStack(syn, nil, func(n ast.Node, stack []ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || call.Lparen != s.call.Pos() || len(stack) == 0 {
			return true
		}
		switch parent := stack[len(stack)-1].(type) {
		case *ast.AssignStmt:
			out.stmt, out.list = parent, stack[len(stack)-2]
			if s.index < len(parent.Lhs) {
				out.id, _ = parent.Lhs[s.index].(*ast.Ident)
			}
		case *ast.ValueSpec:
			if len(stack) > 2 {
				out.stmt, _ = stack[len(stack)-3].(*ast.DeclStmt)
				if len(stack) > 3 {
					out.list = stack[len(stack)-4]
				}
			}
			if s.index < len(parent.Names) {
				out.id = parent.Names[s.index]
			}
		}
		return true
	})
	return out
}
