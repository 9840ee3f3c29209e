package loopclosure

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/conclint/conclint/internal/syncop"
)

// maxDepth is how many calls deep mayJoin looks for something that waits.
// Deeper down nothing is found, which can only be a report too many in code
// that waits in a roundabout way.
const maxDepth = 4

// mayJoin reports whether running n may wait until s has run. It says yes in
// doubt: anything that may block until another goroutine has done something
// counts, except for the channels of timers.
func (c *checker) mayJoin(s spawn, n ast.Node) bool {
	return c.waits(n, c.mentioned(s), maxDepth)
}

// deferredJoin reports whether a call that the literal defers may wait for s,
// which runs inside the literal.
func (c *checker) deferredJoin(s spawn, lit *ast.FuncLit) bool {
	for _, stmt := range lit.Body.List {
		if d, ok := stmt.(*ast.DeferStmt); ok {
			if f, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit); ok && c.mayJoin(s, f.Body) || c.mayJoin(s, d.Call) {
				return true
			}
		}
	}
	return false
}

// mentioned returns the variables that s uses.
func (c *checker) mentioned(s spawn) map[*types.Var]bool {
	vars := make(map[*types.Var]bool)
	ast.Inspect(s.cur.Node(), func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := c.info.Uses[id].(*types.Var); ok && !v.IsField() {
				vars[v] = true
			}
		}
		return true
	})
	return vars
}

// waits is mayJoin for a spawn that mentions the given variables.
func (c *checker) waits(n ast.Node, mentioned map[*types.Var]bool, depth int) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.GoStmt, *ast.DeferStmt:
			return false // whatever that waits for, it does not do it here
		case *ast.FuncLit:
			// Most literals are run by the function that they are passed to.
		case *ast.IfStmt:
			if n.Else == nil && returns(n.Body.List) {
				// Who waits in the body does not come back to the loop.
				found = n.Init != nil && c.waits(n.Init, mentioned, depth) || c.waits(n.Cond, mentioned, depth)
				return false
			}
		case *ast.SelectStmt:
			found = c.selectWaits(n, mentioned, depth)
			return false
		case *ast.SendStmt:
			// A send may be the other half of a receive by which the
			// goroutine says that it is done.
			if v := c.chanVar(n.Chan); v != nil && mentioned[v] {
				found = true
			}
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && !c.isTimer(n.X) {
				found = true
			}
		case *ast.RangeStmt:
			if t := c.info.TypeOf(n.X); t != nil {
				if _, ok := t.Underlying().(*types.Chan); ok && !c.isTimer(n.X) {
					found = true
				}
			}
		case *ast.CallExpr:
			if c.startsLater(n) {
				return false
			}
			if c.callWaits(n, mentioned, depth) {
				found = true
			}
		}
		return !found
	})
	return found
}

// selectWaits is waits for a select statement. One with a default waits for
// nothing, and a case that returns does not come back to the loop.
func (c *checker) selectWaits(sel *ast.SelectStmt, mentioned map[*types.Var]bool, depth int) bool {
	poll := false
	for _, s := range sel.Body.List {
		poll = poll || s.(*ast.CommClause).Comm == nil
	}
	for _, s := range sel.Body.List {
		clause := s.(*ast.CommClause)
		if returns(clause.Body) {
			continue
		}
		if !poll && c.waits(clause.Comm, mentioned, depth) {
			return true
		}
		for _, b := range clause.Body {
			if c.waits(b, mentioned, depth) {
				return true
			}
		}
	}
	return false
}

// returns reports whether the list ends by returning from the function.
func returns(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	_, ok := list[len(list)-1].(*ast.ReturnStmt)
	return ok
}

// startsLater reports whether the call only has a function run later.
func (c *checker) startsLater(call *ast.CallExpr) bool {
	fn := typeutil.StaticCallee(c.info, call)
	e, ok := syncop.Lookup(fn)
	return ok && e.Kind == syncop.Spawn || isTesting(fn, "Cleanup")
}

// callWaits is waits for a call itself, without its operands.
func (c *checker) callWaits(call *ast.CallExpr, mentioned map[*types.Var]bool, depth int) bool {
	if tv, ok := c.info.Types[call.Fun]; ok && (tv.IsType() || tv.IsBuiltin()) {
		return false
	}
	if _, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return false // the body is looked at as an operand
	}
	fn := typeutil.StaticCallee(c.info, call)
	if fn == nil {
		return c.dynamicWaits(call, mentioned)
	}
	if e, ok := syncop.Lookup(fn); ok {
		return e.Kind == syncop.Wait || e.Kind == syncop.CondWait
	}
	if body := c.body(fn.Origin()); body != nil {
		return depth > 0 && c.waits(body, nil, depth-1)
	}
	if fn.Pkg() == nil || neverWaits(fn.Pkg().Path()) {
		return false
	}
	return c.sharesWith(call, mentioned)
}

// dynamicWaits is callWaits where the callee is not known. A method may wait
// for a goroutine that uses the same receiver or an argument; a function
// value for any that was started beside it, unless it is one of those that
// never wait: cancel functions and functions that log.
func (c *checker) dynamicWaits(call *ast.CallExpr, mentioned map[*types.Var]bool) bool {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if s := c.info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
			if pkg := s.Obj().Pkg(); pkg == nil || neverWaits(pkg.Path()) {
				return false
			}
			return c.sharesWith(call, mentioned)
		}
	}
	t := c.info.TypeOf(call.Fun)
	if t == nil {
		return false
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context" {
		return false
	}
	sig, ok := t.Underlying().(*types.Signature)
	return ok && !sig.Variadic()
}

// sharesWith reports whether the call is handed, as receiver or argument, a
// variable that the goroutine mentions and through which the two could meet.
func (c *checker) sharesWith(call *ast.CallExpr, mentioned map[*types.Var]bool) bool {
	operands := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		operands = append([]ast.Expr{sel.X}, operands...)
	}
	for _, op := range operands {
		shared := false
		ast.Inspect(op, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if v, ok := c.info.Uses[id].(*types.Var); ok && mentioned[v] && canMeet(v.Type()) {
					shared = true
				}
			}
			return !shared
		})
		if shared {
			return true
		}
	}
	return false
}

// canMeet reports whether goroutines can wait for each other by way of a
// value of type t: not by plain data, nor by a *testing.T or a context.
func canMeet(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil && neverWaits(n.Obj().Pkg().Path()) {
		return false
	}
	_, basic := t.Underlying().(*types.Basic)
	return !basic
}

// body returns the body of a function of the package, or nil.
func (c *checker) body(fn *types.Func) *ast.BlockStmt {
	if c.bodies == nil {
		c.bodies = make(map[*types.Func]*ast.BlockStmt)
		for _, f := range c.pass.Files {
			for _, d := range f.Decls {
				if d, ok := d.(*ast.FuncDecl); ok {
					if fn, ok := c.info.Defs[d.Name].(*types.Func); ok {
						c.bodies[fn] = d.Body
					}
				}
			}
		}
	}
	return c.bodies[fn]
}

// chanVar returns the variable through which e names a channel: the first
// one of the path.
func (c *checker) chanVar(e ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			v, _ := c.info.Uses[x].(*types.Var)
			return v
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// isTimer reports whether e is a channel of a timer or ticker.
func (c *checker) isTimer(e ast.Expr) bool {
	t := c.info.TypeOf(e)
	if t == nil {
		return false
	}
	ch, ok := t.Underlying().(*types.Chan)
	if !ok {
		return false
	}
	n, ok := types.Unalias(ch.Elem()).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "time" && n.Obj().Name() == "Time"
}

// neverWaits reports whether no function of the package waits for a
// goroutine of its caller.
func neverWaits(path string) bool {
	switch path {
	case "bytes", "context", "errors", "fmt", "log", "log/slog", "maps", "math", "os", "path", "path/filepath",
		"reflect", "runtime", "slices", "sort", "strconv", "strings", "sync/atomic", "testing", "time", "unicode":
		return true
	}
	return strings.HasPrefix(path, "encoding/") || strings.HasPrefix(path, "math/") || strings.HasPrefix(path, "unicode/")
}
