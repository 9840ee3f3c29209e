package ctxleak

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/edit"
	"github.com/conclint/conclint/internal/errval"
	"github.com/conclint/conclint/internal/syncop"
)

// fixedName is what the fix calls a cancel function that had no name.
const fixedName = "cancel"

// deferFix returns the fix that defers a call of the cancel function right
// after the context was made. A second call of it does nothing, so all that is
// needed is that nobody wants the context when the function has returned.
func (c *checker) deferFix(src source, to target, t *trace) []analysis.SuggestedFix {
	assign, ok := to.stmt.(*ast.AssignStmt)
	if !ok || to.id == nil || assign.Tok != token.DEFINE || !slices.Contains(edit.Statements(to.list), ast.Stmt(assign)) {
		return nil
	}
	if t != nil && (t.handed || len(t.returned) > 0) || c.reaches(src.call, src.call) || isRangeBody(src.call.Parent()) {
		return nil
	}
	if src.ctx != nil && !c.staysHere(src.ctx, maxCalls) {
		return nil
	}
	_, indent, ok := edit.Line(c.pass, assign)
	eol := edit.EndOfLine(c.pass, assign.End())
	args, known := c.cancelArgs(src)
	if !ok || !eol.IsValid() || !known {
		return nil
	}
	name := to.id.Name
	var edits []analysis.TextEdit
	if name == "_" {
		if c.isName(fixedName, assign) {
			return nil
		}
		name = fixedName
		edits = append(edits, edit.Replace(to.id.Pos(), to.id.End(), name))
	} else if c.pass.TypesInfo.Defs[to.id] == nil {
		return nil // a variable of others, too
	}
	text := "defer " + name + "(" + args + ")"
	edits = append(edits, edit.Insert(eol, "\n"+indent+text))
	return edit.Fix(text+" right after", edits...)
}

// cancelArgs returns the arguments that a call of the cancel function needs.
func (c *checker) cancelArgs(src source) (args string, ok bool) {
	sig, ok := src.call.Call.Signature().Results().At(src.index).Type().Underlying().(*types.Signature)
	if !ok {
		return "", false
	}
	switch {
	case sig.Params().Len() == 0:
		return "", true
	case sig.Params().Len() == 1 && errval.Is(sig.Params().At(0).Type()):
		return "nil", true
	}
	return "", false
}

// isName reports whether a name means something at the statement.
func (c *checker) isName(name string, at ast.Stmt) bool {
	scope := c.pass.Pkg.Scope().Innermost(at.Pos())
	if scope == nil {
		return true
	}
	if _, obj := scope.LookupParent(name, token.NoPos); obj != nil {
		return true
	}
	return false
}

// staysHere reports whether a context can be seen to be of no use to anybody
// once the function has returned.
func (c *checker) staysHere(ctx ssa.Value, depth int) bool {
	if depth == 0 {
		return false
	}
	return !slices.ContainsFunc(*ctx.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
			return false
		case *ssa.Call:
			return !c.callKeepsNothing(ref, ctx, depth)
		}
		return true
	})
}

// callKeepsNothing reports whether a call can be seen to have no use for the
// context once it, or what it returns, is over.
func (c *checker) callKeepsNothing(call *ssa.Call, ctx ssa.Value, depth int) bool {
	if call.Call.IsInvoke() && call.Call.Value == ctx {
		return onlyAsked(call)
	}
	if callee.Effect(&call.Call).Kind == syncop.MakeCancel {
		for _, v := range results(call) {
			if v != nil && isContext(v.Type()) && !c.staysHere(v, depth-1) {
				return false
			}
		}
		return true
	}
	for t := range call.Call.Signature().Results().Variables() {
		if _, basic := t.Type().Underlying().(*types.Basic); !basic && !errval.Is(t.Type()) {
			return false // may have the context in it
		}
	}
	fn := callee.Body(&call.Call)
	if fn == nil {
		obj := callee.Named(&call.Call)
		return obj != nil && !call.Call.IsInvoke() && c.isStd(obj.Pkg())
	}
	for i, arg := range call.Call.Args {
		if arg == ctx && (i >= len(fn.Params) || !c.staysHere(fn.Params[i], depth-1)) {
			return false
		}
	}
	return true
}

// onlyAsked reports whether the result of a context's own method is used here
// and now.
func onlyAsked(call *ssa.Call) bool {
	_, ch := call.Type().Underlying().(*types.Chan)
	return !ch || onlyReceived(call)
}

// isStd reports whether a package belongs to the standard library: its path
// begins with a name that is no domain's, and not like this package's own.
func (c *checker) isStd(pkg *types.Package) bool {
	first, _, _ := strings.Cut(pkg.Path(), "/")
	ours, _, _ := strings.Cut(c.pass.Pkg.Path(), "/")
	return !strings.Contains(first, ".") && first != ours
}
