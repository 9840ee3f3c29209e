package ctxleak

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/report"
)

// ignored reports a go statement that starts a literal which has a context and
// never ends, whether the context is done or not.
func (c *checker) ignored(start *ssa.Go) {
	lit, ctx := literal(start)
	if lit == nil || ctx == nil || c.endings.Returns(lit) {
		return
	}
	waits, looks := token.NoPos, false
	c.endings.Reachable(lit.Blocks[0], 0, func(instr ssa.Instruction) {
		switch instr := instr.(type) {
		case *ssa.Call:
			looks = looks || asks(instr, "Done") != nil || asks(instr, "Err") != nil
			if isFunc(callee.Named(&instr.Call), timePath, "", "Sleep") {
				waits = instr.Pos()
			}
		case *ssa.UnOp:
			if instr.Op == token.ARROW {
				waits = instr.Pos()
			}
		case *ssa.Select:
			waits = instr.Pos()
		case *ssa.Panic:
			// It ends, if in its own way. A select statement has one that
			// nobody wrote.
			looks = looks || instr.Pos().IsValid()
		}
	})
	if looks || !waits.IsValid() {
		return
	}
	c.report(report.Finding{
		Rule: ignoredRule,
		Pos:  start.Pos(),
		Args: []any{ctx.Name()},
		Trace: []report.Step{
			{Pos: start.Pos(), Text: "starts a goroutine with the context " + ctx.Name()},
			{Pos: waits, Text: "waits here again and again"},
		},
	})
}

// literal returns the function literal that a go statement starts, and the
// context that it captures or is given.
func literal(start *ssa.Go) (lit *ssa.Function, ctx ssa.Value) {
	lit = start.Call.StaticCallee()
	if lit == nil || lit.Parent() == nil || len(lit.Blocks) == 0 {
		return nil, nil
	}
	for _, p := range lit.Params {
		if isContext(p.Type()) {
			return lit, p
		}
	}
	for _, v := range lit.FreeVars {
		t := v.Type()
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		if isContext(t) {
			return lit, v
		}
	}
	return lit, nil
}
