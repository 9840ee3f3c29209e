package ctxleak

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/errval"
	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/report"
)

// background reports a call that gets a new background context as an argument
// though the function has been given one.
func (c *checker) background(call *ssa.Call) {
	fn := call.Parent()
	ctx := contextParam(fn)
	if ctx == nil || detached(fn) {
		return
	}
	if obj := callee.Named(&call.Call); obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == contextPath {
		return // makes a context of another kind, which is what was meant
	}
	for _, arg := range call.Call.Args {
		name, ok := isRoot(arg)
		if !ok || guarded(call, ctx) || asked(ctx, call) {
			continue
		}
		what := "the function called"
		if obj := callee.Named(&call.Call); obj != nil {
			what = funcName(obj, fn)
		}
		c.report(report.Finding{
			Rule: backgroundRule,
			Pos:  arg.Pos(),
			Args: []any{what, name, ctx.Name()},
			Trace: []report.Step{
				{Pos: ctx.Pos(), Text: "the function has the context " + ctx.Name()},
				{Pos: arg.Pos(), Text: what + " gets " + name},
			},
		})
	}
}

// contextParam returns the function's parameter that is a context and has a
// name, or nil.
func contextParam(fn *ssa.Function) *ssa.Parameter {
	for _, p := range fn.Params {
		if isContext(p.Type()) && p.Name() != "_" && p.Name() != "" {
			return p
		}
	}
	return nil
}

// detached reports whether a function is a literal that is started by a go
// statement or deferred, or one that detaches its context with
// context.WithoutCancel.
func detached(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok && isFunc(callee.Named(&call.Call), contextPath, "", "WithoutCancel") {
				return true
			}
		}
	}
	if fn.Parent() == nil {
		return false
	}
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Go:
				if instr.Call.StaticCallee() == fn {
					return true
				}
			case *ssa.Defer:
				if instr.Call.StaticCallee() == fn {
					return true
				}
			}
		}
	}
	return false
}

// guarded reports whether the call runs only if something is nil or not nil:
// there is no context then, or an error, after which there is to be cleaned up
// even if the caller has given up.
func guarded(call *ssa.Call, ctx ssa.Value) bool {
	b := call.Block()
	for d := b.Idom(); d != nil; d = d.Idom() {
		branch, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		op, ok := branch.Cond.(*ssa.BinOp)
		if !ok || op.Op != token.EQL && op.Op != token.NEQ || !isNil(op.Y) || op.X != ctx && !errval.Is(op.X.Type()) {
			continue
		}
		for k, succ := range d.Succs {
			same := (k == 0) == (op.Op == token.EQL) // whether it is nil
			if len(succ.Preds) == 1 && succ.Dominates(b) && same == (op.X == ctx) {
				return true
			}
		}
	}
	return false
}

// asked reports whether the function has looked, before the call, whether the
// context is done: it then goes on in spite of that.
func asked(ctx ssa.Value, call *ssa.Call) bool {
	return slices.ContainsFunc(*ctx.Referrers(), func(ref ssa.Instruction) bool {
		ask, ok := ref.(*ssa.Call)
		return ok && (asks(ask, "Done") == ctx || asks(ask, "Err") == ctx) && order.Precedes(ask, call)
	})
}
