package unlockpath

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/edit"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/syncop"
)

// fixer suggests fixes for what was found in a function. It does so only where
// the lock is held each time that the changed code runs, where that code names
// the lock that was taken, and where nothing else depends on the order. The
// rest is for people to decide.
type fixer struct {
	pass *analysis.Pass
	f    *model.Func
}

// unlock returns the fix for a lock that is held at an exit: to release it in
// front of the return statement. A finding stands for all returns that forget
// the lock, so the fix is for all of them that are as simple as the first.
func (x fixer) unlock(site *model.Site, exit model.Exit) []analysis.SuggestedFix {
	lock := x.lockCall(site)
	if lock == nil || exit.Kind != model.Return {
		return nil
	}
	effect, _ := syncop.Lookup(x.method(lock))
	name := x.release(lock, effect.Mode)
	if name == "" {
		return nil
	}
	operand := types.ExprString(lock.X)
	var edits []analysis.TextEdit
	for _, e := range x.f.Exits {
		ret, indent := x.returnStmt(e)
		if ret == nil || !x.heldAt(site, e) || !x.sameAt(lock, ret.Pos()) || !x.allPlain(ret.Results) {
			continue
		}
		unlock := edit.Insert(ret.Pos(), operand+"."+name+"()\n"+indent)
		if !slices.ContainsFunc(edits, func(old analysis.TextEdit) bool { return old.Pos == unlock.Pos }) {
			edits = append(edits, unlock)
		}
	}
	if !slices.ContainsFunc(edits, func(e analysis.TextEdit) bool { return e.Pos == exit.Instr.Pos() }) {
		return nil
	}
	return edit.Fix("unlock "+operand+" before returning", edits...)
}

// deferUnlock returns the fix for a deferred call that locks: to unlock
// instead, if the statement before it locks and nothing else unlocks.
func (x fixer) deferUnlock(site *model.Site) []analysis.SuggestedFix {
	stmt, parent := x.node(site.Pos)
	d, ok := stmt.(*ast.DeferStmt)
	if !ok {
		return nil
	}
	list := edit.Statements(parent)
	i := slices.Index(list, ast.Stmt(d))
	if i < 1 {
		return nil
	}
	before, ok := list[i-1].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := before.X.(*ast.CallExpr)
	if !ok || types.ExprString(call.Fun) != types.ExprString(d.Call.Fun) {
		return nil
	}
	sel, ok := d.Call.Fun.(*ast.SelectorExpr)
	if !ok || !x.sameAt(sel, d.Pos()) || x.releases(sel) {
		return nil
	}
	effect, _ := syncop.Lookup(x.method(sel))
	return x.rename(sel, "defer", effect.Mode)
}

// otherMode returns the fix for a release in the wrong mode: to call the method
// for the mode in which the lock was taken.
func (x fixer) otherMode(m model.Mismatch) []analysis.SuggestedFix {
	if x.lockCall(m.First) == nil || !x.always(m.First, m.Second) {
		return nil
	}
	var call *ast.CallExpr
	switch n, _ := x.node(m.Second.Pos); n := n.(type) {
	case *ast.CallExpr:
		call = n
	case *ast.DeferStmt:
		call = n.Call
	default:
		return nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if e, ok := syncop.Lookup(x.method(sel)); !ok || e.Kind != syncop.Release {
		return nil
	}
	return x.rename(sel, "call", m.First.Mode)
}

// rename returns the fix that makes sel the method that releases the lock.
func (x fixer) rename(sel *ast.SelectorExpr, verb string, mode syncop.Mode) []analysis.SuggestedFix {
	name := x.release(sel, mode)
	if name == "" || name == sel.Sel.Name {
		return nil
	}
	rename := edit.Replace(sel.Sel.Pos(), sel.Sel.End(), name)
	return edit.Fix(verb+" "+types.ExprString(sel.X)+"."+name+" instead of "+sel.Sel.Name, rename)
}

// lockCall returns the method selected by the call that took a lock, or nil if
// the function did not itself call a method that always takes it.
func (x fixer) lockCall(site *model.Site) *ast.SelectorExpr {
	if instr, ok := site.Instr.(*ssa.Call); !ok || site.Event != nil || instr.Parent() != x.f.Fn {
		return nil
	}
	n, _ := x.node(site.Pos)
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if e, ok := syncop.Lookup(x.method(sel)); !ok || e.Kind != syncop.Acquire {
		return nil
	}
	return sel
}

// method returns the method that sel selects of a value, or nil.
func (x fixer) method(sel *ast.SelectorExpr) *types.Func {
	if s := x.pass.TypesInfo.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
		return s.Obj().(*types.Func)
	}
	return nil
}

// release returns the name of the method that goes with the one that sel
// selects and releases the lock, or "".
func (x fixer) release(sel *ast.SelectorExpr, mode syncop.Mode) string {
	method := x.method(sel)
	if method == nil {
		return ""
	}
	for m := range types.NewMethodSet(method.Signature().Recv().Type()).Methods() {
		fn := m.Obj().(*types.Func)
		if e, ok := syncop.Lookup(fn); !ok || e.Kind != syncop.Release || e.Mode != mode {
			continue
		}
		// A type that embeds the lock may have another method of that name.
		if obj, _, _ := types.LookupFieldOrMethod(x.pass.TypesInfo.TypeOf(sel.X), true, x.pass.Pkg, fn.Name()); obj == fn {
			return fn.Name()
		}
	}
	return ""
}

// releases reports whether the function, or a literal in it, releases the lock
// that sel names.
func (x fixer) releases(lock *ast.SelectorExpr) bool {
	operand := types.ExprString(lock.X)
	for n := range ast.Preorder(x.f.Fn.Syntax()) {
		if sel, ok := n.(*ast.SelectorExpr); ok && types.ExprString(sel.X) == operand {
			if e, ok := syncop.Lookup(x.method(sel)); ok && e.Kind == syncop.Release {
				return true
			}
		}
	}
	return false
}

// node returns the call, the defer statement or the return statement at pos,
// and its parent, if it belongs to the function and not to a literal in it.
func (x fixer) node(pos token.Pos) (found, parent ast.Node) {
	root := x.f.Fn.Syntax()
	if root == nil || !pos.IsValid() {
		return nil, nil
	}
	ast.PreorderStack(root, nil, func(n ast.Node, stack []ast.Node) bool {
		at := token.NoPos
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == root
		case *ast.CallExpr:
			at = n.Lparen
		case *ast.DeferStmt:
			at = n.Defer
		case *ast.ReturnStmt:
			at = n.Return
		}
		if at == pos && len(stack) > 0 {
			found, parent = n, stack[len(stack)-1]
		}
		return found == nil
	})
	return found, parent
}

// returnStmt returns the return statement of an exit and its indentation, or
// nil if it has none, or not on a line of its own.
func (x fixer) returnStmt(e model.Exit) (ret *ast.ReturnStmt, indent string) {
	n, parent := x.node(e.Instr.Pos())
	ret, ok := n.(*ast.ReturnStmt)
	if !ok || e.Kind != model.Return || !slices.Contains(edit.Statements(parent), ast.Stmt(ret)) {
		return nil, ""
	}
	if _, indent, ok = edit.Line(x.pass, ret); !ok {
		return nil, ""
	}
	return ret, indent
}

// heldAt reports whether the lock taken at site is held on all paths to an exit.
func (x fixer) heldAt(site *model.Site, exit model.Exit) bool {
	return order.Precedes(site.Instr, exit.Instr) && !slices.ContainsFunc(x.f.Exits, func(e model.Exit) bool {
		return e.Instr == exit.Instr && !slices.Contains(e.Held, site)
	})
}

// always reports whether second, whenever it releases a lock, releases the one
// taken at first.
func (x fixer) always(first, second *model.Site) bool {
	_, deferred := second.Instr.(*ssa.Defer)
	return order.Precedes(first.Instr, second.Instr) && !slices.ContainsFunc(x.f.Released(first), func(r *model.Site) bool {
		return deferred && r != second || order.Reaches(r.Instr, second.Instr, first.Instr)
	})
}
