package spawnlimit

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/errval"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// forever reports the start of a goroutine that never ends for each connection,
// message or request, if this is one.
func (c *checker) forever(start ssa.CallInstruction) (found bool) {
	s, ok := spawn.At(c.places, start)
	if !ok || s.Fn == nil {
		return false
	}
	f := c.feedOf(start)
	per := ""
	switch {
	case f.from == accepts:
		per = "each connection"
	case f.from == queue:
		per = "each message"
	case f.from == nowhere && isHandler(start.Parent()):
		per = "each request"
	default:
		return false
	}
	at, ok := c.endings().Endless(s.Fn)
	if !ok || f.at != nil && !c.again(start) || c.chosen(start, f) {
		return false
	}
	c.report(report.Finding{
		Rule: foreverRule,
		Pos:  start.Pos(),
		Args: []any{nameOf(s.Fn), per},
		Trace: []report.Step{
			{Goroutine: 1, Pos: start.Pos(), Text: "starts a goroutine"},
			{Goroutine: 2, Pos: at.Pos(), Text: "never gets beyond this"},
		},
	})
	return true
}

// isHandler reports whether fn handles requests.
func isHandler(fn *ssa.Function) bool {
	writer, request := false, false
	for _, p := range fn.Params {
		writer = writer || syncop.IsResponseWriter(p.Type())
		request = request || syncop.IsRequest(p.Type())
	}
	return writer && request
}

// again reports whether an instruction may run again after it has run.
func (c *checker) again(instr ssa.Instruction) bool {
	found := false
	c.endings().Reachable(instr.Block(), index(instr)+1, func(x ssa.Instruction) { found = found || x == instr })
	return found
}

// index returns an instruction's index in its block.
func index(instr ssa.Instruction) int {
	for i, x := range instr.Block().Instrs {
		if x == instr {
			return i
		}
	}
	return -1
}

// chosen reports whether the goroutine is started under a condition that may keep
// it from being started too often: one other than that there was no error, that
// this is the message, or that the request is of this kind.
func (c *checker) chosen(start ssa.CallInstruction, f feed) bool {
	for b := start.Block(); b.Idom() != nil && (f.loop == nil || b != f.loop.Header); b = b.Idom() {
		up := b.Idom()
		branch, ok := up.Instrs[len(up.Instrs)-1].(*ssa.If)
		if ok && !harmless(branch.Cond) && !(f.loop != nil && up == f.loop.Header) {
			return true
		}
	}
	return false
}

func harmless(cond ssa.Value) bool {
	switch cond := cond.(type) {
	case *ssa.Extract:
		switch cond.Tuple.(type) {
		case *ssa.UnOp, *ssa.Select:
			return true // whether there was a message
		}
	case *ssa.UnOp:
		return cond.Op == token.NOT && harmless(cond.X)
	case *ssa.BinOp:
		if e, ok := cond.X.(*ssa.Extract); ok {
			if _, ok := e.Tuple.(*ssa.Select); ok {
				return true
			}
		}
		k, ok := cond.Y.(*ssa.Const)
		if !ok || cond.Op != token.EQL && cond.Op != token.NEQ {
			return false
		}
		return k.IsNil() && errval.Is(cond.X.Type()) || k.Value != nil && k.Value.Kind() == constant.String
	}
	return false
}
