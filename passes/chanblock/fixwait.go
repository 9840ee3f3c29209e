package chanblock

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/edit"
	"github.com/conclint/conclint/internal/errval"
	"github.com/conclint/conclint/internal/interleave"
	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/syncop"
)

// close returns the fix for receives that wait for more than there is: the only
// one to send closes the channel when it ends. That must be a literal that is
// started once, or the function that makes the channel, and nobody must take
// the zero value of a closed channel for one that was sent.
func (x fixer) close(u *uses, st *interleave.Stuck) []analysis.SuggestedFix {
	if len(u.sends) == 0 || len(u.closes) > 0 || len(u.selects) > 0 || slices.ContainsFunc(u.recvs, func(r *ssa.UnOp) bool { return !r.CommaOk && isUsed(r) }) {
		return nil
	}
	fn := u.sends[0].Parent()
	if slices.ContainsFunc(u.sends, func(s *ssa.Send) bool { return s.Parent() != fn }) || isBlocked(st, fn) {
		return nil
	}
	send := x.sendStmt(u.sends[0])
	if send == nil {
		return nil
	}
	ch, ok := send.Chan.(*ast.Ident)
	if !ok {
		return nil
	}
	var after token.Pos
	var indent string
	if fn == u.made.Parent() {
		if order.Repeats(u.made) {
			return nil
		}
		after, indent = x.afterDefinition(u.made)
	} else {
		site, spawned := started(fn)
		if site == nil || !spawned || site.Parent() != u.made.Parent() || u.again(site) {
			return nil
		}
		after, indent = x.top(fn)
	}
	if !after.IsValid() || edit.Lookup(x.pass, ch.Name, after) != x.pass.TypesInfo.Uses[ch] || edit.Lookup(x.pass, "close", after) != types.Universe.Lookup("close") {
		return nil
	}
	text := "defer close(" + ch.Name + ")"
	return edit.Fix(text, edit.Insert(after, "\n"+indent+text))
}

func isUsed(v ssa.Value) bool {
	return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool { return !isDebug(ref) })
}

// isBlocked reports whether a goroutine is stuck in the function.
func isBlocked(st *interleave.Stuck, fn *ssa.Function) bool {
	return slices.ContainsFunc(st.Blocked, func(b interleave.Blocked) bool { return b.Instr.Parent() == fn })
}

// orDone returns the fix that lets a send in a literal wait for the end of a
// context, too, which the function around it ends when it returns.
func (x fixer) orDone(u *uses, op *ssa.Send, st *interleave.Stuck) []analysis.SuggestedFix {
	fn := op.Parent()
	if fn.Parent() != u.made.Parent() || isBlocked(st, fn.Parent()) {
		return nil
	}
	site, spawned := started(fn)
	send := x.sendStmt(op)
	ctx := x.endedContext(fn.Parent())
	if site == nil || !spawned || send == nil || ctx == nil || ctx.Pos() > site.Pos() || edit.Lookup(x.pass, ctx.Name(), send.Pos()) != ctx || !x.told(u, fn, ctx) {
		return nil
	}
	text, indent, ok := edit.Line(x.pass, send)
	if !ok || strings.Contains(text, "\n") {
		return nil
	}
	lines := []string{"select {", "case " + text + ":", "case <-" + ctx.Name() + ".Done():"}
	if !x.isLast(fn, send) {
		switch results := fn.Signature.Results(); {
		case results.Len() == 0:
			lines = append(lines, "\treturn")
		case results.Len() == 1 && errval.Is(results.At(0).Type()):
			lines = append(lines, "\treturn "+ctx.Name()+".Err()")
		default:
			return nil
		}
	}
	lines = append(lines, "}")
	return edit.Fix("give up when "+ctx.Name()+" ends", edit.Replace(send.Pos(), send.End(), strings.Join(lines, "\n"+indent)))
}

// told reports whether all that receive learn that the sender has given up: it
// closes the channel whatever happens, or they wait for the context, too. The
// context can end before the function returns.
func (x fixer) told(u *uses, sender *ssa.Function, ctx *types.Var) bool {
	if slices.ContainsFunc(u.closes, func(c ssa.CallInstruction) bool {
		_, deferred := c.(*ssa.Defer)
		return deferred && c.Parent() == sender
	}) {
		return true
	}
	return len(u.recvs) == 0 && !slices.ContainsFunc(u.selects, func(sel *ssa.Select) bool {
		return !slices.ContainsFunc(sel.States, func(st *ssa.SelectState) bool { return x.isDone(st.Chan, ctx) })
	})
}

// isDone reports whether a channel is the one that a context closes.
func (x fixer) isDone(ch ssa.Value, ctx *types.Var) bool {
	call, ok := ch.(*ssa.Call)
	if !ok || !call.Call.IsInvoke() {
		return false
	}
	if e, ok := syncop.Lookup(call.Call.Method); !ok || e.Kind != syncop.ContextDone {
		return false
	}
	n, _ := find(call.Parent(), func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		return ok && c.Lparen == call.Pos()
	})
	expr, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := expr.Fun.(*ast.SelectorExpr)
	return ok && x.object(sel.X) == ctx
}

// endedContext returns the variable of a context that the function makes and
// ends when it returns, by a deferred call right after.
func (x fixer) endedContext(fn *ssa.Function) *types.Var {
	body := bodyOf(fn.Syntax())
	if body == nil {
		return nil
	}
	for n, stmt := range body.List {
		assign, ok := stmt.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 2 || len(assign.Rhs) != 1 || n+1 == len(body.List) {
			continue
		}
		deferred, ok := body.List[n+1].(*ast.DeferStmt)
		if !ok || !x.makesCancel(assign.Rhs[0]) || x.object(deferred.Call.Fun) == nil || x.object(deferred.Call.Fun) != x.object(assign.Lhs[1]) {
			continue
		}
		if ctx, ok := x.object(assign.Lhs[0]).(*types.Var); ok && !x.changed(fn, ctx, assign.End()) {
			return ctx
		}
	}
	return nil
}

// makesCancel reports whether an expression makes a context with its cancel
// function.
func (x fixer) makesCancel(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := x.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok {
		return false
	}
	effect, ok := syncop.Lookup(fn)
	return ok && effect.Kind == syncop.MakeCancel
}
