package ctxleak

import (
	"go/ast"
	"go/token"
	"go/version"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/report"
)

// beforeGo123 reports whether the file that fn is in has a Go version in which
// timers and tickers live on when nobody refers to them. A file of unknown
// version is taken for a new one.
func (c *checker) beforeGo123(fn *ssa.Function) bool {
	v := c.pass.TypesInfo.FileVersions[c.file(fn)]
	return version.IsValid(v) && version.Compare(v, "go1.23") < 0
}

// ticker reports a ticker that is not stopped though the function that made it
// returns and no one else has it.
func (c *checker) ticker(call *ssa.Call) {
	if endsProgram(call.Parent()) {
		return
	}
	fn := callee.Named(&call.Call)
	switch {
	case isFunc(fn, timePath, "", "NewTicker"):
		t := c.trace(source{call: call, cancel: call, fn: fn}, exemptTicker)
		if lost := c.first(t.lost); lost != nil {
			c.reportTicker(call, "time.NewTicker", "not stopped", lost.at)
		}
	case isFunc(fn, timePath, "", "Tick"):
		if ret := c.returnAfter(call); ret != nil && onlyReceived(call, make(map[ssa.Value]bool)) {
			c.reportTicker(call, "time.Tick", "impossible to stop", ret)
		}
	}
}

func (c *checker) reportTicker(call *ssa.Call, name, how string, end ssa.Instruction) {
	c.report(report.Finding{
		Rule: tickerRule,
		Pos:  call.Pos(),
		Args: []any{name, how},
		Trace: []report.Step{
			{Pos: call.Pos(), Text: name + " starts a ticker"},
			{Pos: position(end), Text: "the function ends, the ticker goes on"},
		},
	})
}

// exemptTicker reports whether an instruction uses a ticker in a way that
// neither stops it nor hands it on.
func exemptTicker(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.FieldAddr:
		return onlyRead(instr)
	case ssa.CallInstruction:
		return isFunc(callee.Named(instr.Common()), timePath, "Ticker", "Reset")
	}
	return false
}

// onlyRead reports whether what is at an address is only read, and what is read
// only received from.
func onlyRead(addr ssa.Value) bool {
	return !slices.ContainsFunc(*addr.Referrers(), func(ref ssa.Instruction) bool {
		load, ok := ref.(*ssa.UnOp)
		return !ok || load.Op != token.MUL || !onlyReceived(load, make(map[ssa.Value]bool))
	})
}

// onlyReceived reports whether a channel is used for nothing but receiving. A
// variable of a loop may lead back to one that has been seen.
func onlyReceived(ch ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[ch] {
		return true
	}
	seen[ch] = true
	return !slices.ContainsFunc(*ch.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef, *ssa.Select:
			return false
		case *ssa.Phi:
			return !onlyReceived(ref, seen)
		}
		return true
	})
}

// returnAfter returns a return that control can reach from behind the call, or
// nil.
func (c *checker) returnAfter(call *ssa.Call) ssa.Instruction {
	var out ssa.Instruction
	c.endings.Reachable(call.Block(), index(call)+1, func(instr ssa.Instruction) {
		if ret, ok := instr.(*ssa.Return); ok && out == nil {
			out = ret
		}
	})
	return out
}

// after reports a call of time.After in a loop whose timer is abandoned when
// another case of the select statement is ready before it fires.
func (c *checker) after(call *ssa.Call) {
	fn := callee.Named(&call.Call)
	if !isFunc(fn, timePath, "", "After") || !c.reaches(call, call) {
		return
	}
	for _, ref := range *call.Referrers() {
		sel, ok := ref.(*ssa.Select)
		if !ok || len(sel.States) < 2 && sel.Blocking || !c.goesOnWithout(sel, call) {
			continue
		}
		c.report(report.Finding{
			Rule: afterRule,
			Pos:  call.Pos(),
			Args: []any{"time.After"},
			Trace: []report.Step{
				{Pos: call.Pos(), Text: "time.After starts a timer"},
				{Pos: sel.Pos(), Text: "another case may be ready first, and the loop goes on"},
			},
		})
		return
	}
}

// goesOnWithout reports whether the loop can come round to the call after the
// select statement has taken another case than that of the timer.
func (c *checker) goesOnWithout(sel *ssa.Select, timer *ssa.Call) bool {
	for _, ref := range *sel.Referrers() {
		e, ok := ref.(*ssa.Extract)
		if !ok || e.Index != 0 {
			continue
		}
		for _, test := range *e.Referrers() {
			op, ok := test.(*ssa.BinOp)
			if !ok {
				continue
			}
			k, ok := op.Y.(*ssa.Const)
			if !ok || int(k.Int64()) >= len(sel.States) || sel.States[k.Int64()].Chan == ssa.Value(timer) {
				continue
			}
			for _, ref := range *op.Referrers() {
				if branch, ok := ref.(*ssa.If); ok && c.leadsTo(branch.Block().Succs[0], timer) {
					return true
				}
			}
		}
	}
	return false
}

// leadsTo reports whether control can get from the start of the block to the
// instruction.
func (c *checker) leadsTo(b *ssa.BasicBlock, to ssa.Instruction) bool {
	found := false
	c.endings.Reachable(b, 0, func(instr ssa.Instruction) { found = found || instr == to })
	return found
}

// file returns the file that contains the function, or nil.
func (c *checker) file(fn *ssa.Function) *ast.File {
	for _, f := range c.pass.Files {
		if f.FileStart <= fn.Pos() && fn.Pos() < f.FileEnd {
			return f
		}
	}
	return nil
}
