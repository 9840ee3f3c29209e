package loopclosure

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/internal/syncop"
)

// spawn is a piece of code that is named here and runs later.
type spawn struct {
	rule rule.Rule
	cur  inspector.Cursor // the statement or call that names it
	what string           // the capturing thing, for the message
	step string           // what happens here, for the trace

	later []ast.Node // code that runs later: it captures what it uses
	now   []ast.Expr // operands that are evaluated here: they capture what they take the address of
	lit   *ast.FuncLit
}

// spawn returns the spawn that the node at cur is, if it is one.
func (c *checker) spawn(cur inspector.Cursor) (spawn, bool) {
	switch n := cur.Node().(type) {
	case *ast.GoStmt:
		s := spawn{rule: goRule, cur: cur, step: "the goroutine starts here"}
		s.operands(n.Call.Fun, "func literal in a goroutine", "a goroutine")
		s.args(n.Call.Args)
		return s, true
	case *ast.DeferStmt:
		s := spawn{rule: deferRule, cur: cur, step: "the call is deferred here"}
		s.operands(n.Call.Fun, "func literal in a deferred call", "a deferred call")
		s.args(n.Call.Args)
		return s, true
	case *ast.CallExpr:
		return c.spawnCall(cur, n)
	}
	return spawn{}, false
}

// spawnCall returns the spawn that a call of a library function is.
func (c *checker) spawnCall(cur inspector.Cursor, call *ast.CallExpr) (spawn, bool) {
	switch cur.ParentEdgeKind() {
	case edge.GoStmt_Call, edge.DeferStmt_Call:
		return spawn{}, false // runs at another time than the statements around it
	}
	fn, _ := typeutil.Callee(c.info, call).(*types.Func)
	if fn == nil {
		return spawn{}, false
	}
	if e, ok := syncop.Lookup(fn); ok && e.Kind == syncop.Spawn {
		i := e.Operand
		if fn.Signature().Recv() != nil {
			i--
		}
		if i < 0 || i >= len(call.Args) || handled(cur, fn) {
			return spawn{}, false
		}
		name := callName(fn)
		s := spawn{rule: goRule, cur: cur, step: "the goroutine starts here"}
		s.operands(call.Args[i], "func literal that "+name+" runs in a goroutine", "a function that "+name+" runs in a goroutine")
		return s, true
	}
	switch {
	case isTesting(fn, "Cleanup") && len(call.Args) == 1:
		s := spawn{rule: deferRule, cur: cur, step: "the cleanup is registered here"}
		s.operands(call.Args[0], "func literal passed to Cleanup", "a function passed to Cleanup")
		return s, true
	case isTesting(fn, "Run") && len(call.Args) == 2:
		lit, ok := ast.Unparen(call.Args[1]).(*ast.FuncLit)
		if !ok {
			return spawn{}, false
		}
		s := spawn{rule: parallelRule, cur: cur, what: "func literal of a parallel subtest", step: "the subtest starts here", lit: lit}
		s.later = c.afterParallel(lit)
		return s, len(s.later) > 0
	}
	return spawn{}, false
}

// callName returns the name of a library function as a caller knows it: with
// its receiver's type or its package.
func callName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Pkg().Name() + "." + fn.Name()
	}
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name() + "." + fn.Name()
	}
	return fn.Name()
}

// handled reports whether the caller keeps what a call of fn returned to stop
// the spawned function, or to wait for it: all bets are off then. A result
// that only says whether a goroutine was started is no such handle.
func handled(cur inspector.Cursor, fn *types.Func) bool {
	if cur.ParentEdgeKind() == edge.ExprStmt_X {
		return false
	}
	for r := range fn.Signature().Results().Variables() {
		if b, ok := r.Type().Underlying().(*types.Basic); !ok || b.Kind() != types.Bool {
			return true
		}
	}
	return false
}

// operands sets what runs later: the body of fun if it is a literal, else
// whatever fun's value, computed here, holds on to.
func (s *spawn) operands(fun ast.Expr, literal, other string) {
	fun = ast.Unparen(fun)
	if lit, ok := fun.(*ast.FuncLit); ok {
		s.what, s.lit = literal, lit
		s.later = append(s.later, lit.Body)
		return
	}
	s.what = other
	s.now = append(s.now, fun)
}

// args adds arguments of the later call. They are evaluated here, except
// that a literal among them can run only when the call does.
func (s *spawn) args(args []ast.Expr) {
	for _, arg := range args {
		if lit, ok := ast.Unparen(arg).(*ast.FuncLit); ok {
			s.later = append(s.later, lit.Body)
		} else {
			s.now = append(s.now, arg)
		}
	}
}

// capture returns the first place where s captures v, or nil.
func (c *checker) capture(s spawn, v *types.Var) ast.Node {
	var found ast.Node
	keep := func(n ast.Node) {
		if found == nil || n.Pos() < found.Pos() {
			found = n
		}
	}
	for _, n := range s.later {
		ast.Inspect(n, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && c.info.Uses[id] == v {
				keep(id)
			}
			return true
		})
	}
	for _, e := range s.now {
		if c.takesAddress(e, v) {
			keep(e)
		}
	}
	return found
}

// takesAddress reports whether the value of e holds the address of v or of a
// part of v: &v.f, a slice of an array in v, or a method value or call whose
// pointer receiver is v.
func (c *checker) takesAddress(e ast.Expr, v *types.Var) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.AND && c.root(e.X) == v
	case *ast.SliceExpr:
		t := c.info.TypeOf(e.X)
		if t == nil {
			return false
		}
		_, array := t.Underlying().(*types.Array)
		return array && c.root(e.X) == v
	case *ast.SelectorExpr:
		sel := c.info.Selections[e]
		if sel == nil || sel.Kind() != types.MethodVal {
			return false
		}
		recv := sel.Obj().(*types.Func).Signature().Recv()
		if recv == nil {
			return false
		}
		if _, ok := types.Unalias(recv.Type()).(*types.Pointer); !ok {
			return false
		}
		return !sel.Indirect() && !isPointer(c.info.TypeOf(e.X)) && c.root(e.X) == v || c.takesAddress(e.X, v)
	}
	return false
}

func isPointer(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}
