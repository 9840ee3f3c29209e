package ctxleak

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// cancel reports src if what it returned may never be called.
func (c *checker) cancel(src source) {
	fn := src.call.Parent()
	if endsProgram(fn) {
		return
	}
	to := src.target()
	if c.waived(src, to) {
		return
	}
	found := report.Finding{Rule: cancelRule, Pos: src.call.Pos()}
	name := "the cancel function"
	if to.stmt != nil {
		found.Pos = to.stmt.Pos()
	}
	if to.id != nil {
		found.Pos = to.id.Pos()
		if to.id.Name != "_" {
			name = to.id.Name
		}
	}
	found.Trace = []report.Step{{Pos: src.call.Pos(), Text: src.name() + " makes a context"}}
	if !used(src.cancel) && (to.id == nil || to.id.Name == "_") {
		if c.bounded(src) || callee.InTestFile(src.call.Parent()) { // goes with the test, on purpose
			return
		}
		found.Args = []any{name, src.name(), "discarded, so nobody can call it"}
		found.Fixes = c.deferFix(src, to, nil)
		c.report(found)
		return
	}
	t := c.trace(src, nil)
	c.piles(src, t, name)
	lost := c.first(t.lost)
	if lost == nil || c.bounded(src) {
		return
	}
	how := "not called on every path"
	if len(t.called) == 0 && len(t.returned) == 0 && !t.handed && !t.over {
		how = "never called"
	}
	for _, instr := range t.called[:min(1, len(t.called))] {
		found.Trace = append(found.Trace, report.Step{Pos: instr.Pos(), Text: "other paths call " + name + " here"})
	}
	last := report.Step{Pos: position(lost.at), Text: "returns without having called " + name}
	if lost.loop {
		last = report.Step{Pos: src.call.Pos(), Text: "makes the next context in the next iteration, without having called " + name}
	}
	found.Trace = append(found.Trace, last)
	found.Args = []any{name, src.name(), how}
	found.Fixes = c.deferFix(src, to, t)
	c.report(found)
}

// endsProgram reports whether the program ends with the function, or goes on
// as long as what the function starts: main, TestMain, and init functions.
func endsProgram(fn *ssa.Function) bool {
	if fn.Synthetic == "package initializer" {
		return true
	}
	if fn.Parent() != nil || fn.Signature.Recv() != nil || fn.Pkg == nil {
		return false
	}
	if decl, ok := fn.Syntax().(*ast.FuncDecl); ok {
		switch decl.Name.Name {
		case "main":
			return fn.Pkg.Pkg.Name() == "main"
		case "init":
			return true
		case "TestMain":
			return len(fn.Params) == 1 && syncop.IsTest(fn.Params[0].Type())
		}
	}
	return false
}

// waived reports whether the code says that it means not to call the function:
// by the assignment "_ = cancel", which has no other purpose.
func (c *checker) waived(src source, to target) bool {
	if to.id == nil || to.id.Name == "_" {
		return false
	}
	v := c.pass.TypesInfo.ObjectOf(to.id)
	found := false
	ast.PreorderStack(src.call.Parent().Syntax(), nil, func(n ast.Node, stack []ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
			return true
		}
		lhs, ok := assign.Lhs[0].(*ast.Ident)
		rhs, is := assign.Rhs[0].(*ast.Ident)
		if ok && is && lhs.Name == "_" && c.pass.TypesInfo.Uses[rhs] == v && !slices.ContainsFunc(stack, c.neverRuns) {
			found = true
		}
		return true
	})
	return found
}

// neverRuns reports whether n is a statement of the form "if false".
func (c *checker) neverRuns(n ast.Node) bool {
	branch, ok := n.(*ast.IfStmt)
	if !ok {
		return false
	}
	tv := c.pass.TypesInfo.Types[branch.Cond]
	return tv.Value != nil && tv.Value.ExactString() == "false"
}

// bounded reports whether the context ends with its parent, before long: that
// one is made by the same function, which always cancels it, or is a test's. Of one
// that a loop makes, the parent has to be made in the same round.
func (c *checker) bounded(src source) bool {
	if src.parent == nil {
		return false
	}
	switch v := lastStored(src.parent).(type) {
	case *ssa.Call:
		fn := callee.Named(&v.Call)
		return !order.Repeats(src.call) && fn != nil && fn.Name() == "Context" && fn.Signature().Recv() != nil && syncop.IsTest(fn.Signature().Recv().Type())
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		if !ok || order.Reaches(src.call, src.call, call) {
			return false
		}
		outer, ok := c.source(call)
		if !ok || outer.ctx != ssa.Value(v) || outer.cancel == nil {
			return false
		}
		t := c.trace(outer, nil)
		return len(t.called) > 0 && len(t.lost) == 0 && !t.handed && len(t.returned) == 0
	}
	return false
}

// lastStored returns what was stored last, in the same block, in the variable that v
// is loaded from, or v: a variable that a literal captures is in memory.
func lastStored(v ssa.Value) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return v
	}
	for _, instr := range slices.Backward(load.Block().Instrs[:order.Index(load)]) {
		if s, ok := instr.(*ssa.Store); ok && s.Addr == load.X {
			return s.Val
		}
	}
	return v
}

// first returns the loss to report: a return rather than a loop that comes
// round, and the first in the file.
func (c *checker) first(lost []loss) *loss {
	var out *loss
	for _, l := range lost {
		if out == nil || out.loop && !l.loop || out.loop == l.loop && position(l.at) < position(out.at) {
			out = &l
		}
	}
	return out
}

// position returns where an instruction is; a return that nobody wrote is at
// the function's closing brace.
func position(instr ssa.Instruction) token.Pos {
	if pos := instr.Pos(); pos.IsValid() {
		return pos
	}
	if syn := instr.Parent().Syntax(); syn != nil {
		return syn.End() - 1
	}
	return instr.Parent().Pos()
}
