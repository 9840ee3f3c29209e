package ctxleak

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// piles reports deferred calls that a loop makes more and more of.
func (c *checker) piles(src source, t *trace, name string) {
	for _, d := range t.piles[:min(1, len(t.piles))] {
		if c.fewTimes(src.call, d) || inTest(d.Parent()) {
			continue
		}
		c.report(report.Finding{
			Rule: deferloopRule,
			Pos:  d.Pos(),
			Args: []any{name, src.name()},
			Trace: []report.Step{
				{Pos: src.call.Pos(), Text: src.name() + " makes a context in each iteration"},
				{Pos: d.Pos(), Text: "this call waits for the end of the function"},
			},
		})
	}
}

// inTest reports whether fn is a test, a helper of tests, or a literal in one
// of them: those end before long, and many of their loops wait for something to
// happen.
func inTest(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool { return syncop.IsTest(p.Type()) }) {
			return true
		}
	}
	return false
}

// few is how many contexts may pile up until anybody notices.
const few = 100

// fewTimes reports whether all loops around the two instructions have a fixed
// and small number of iterations, such as those of a test over its cases.
func (c *checker) fewTimes(a, b ssa.Instruction) bool {
	if isRangeBody(a.Parent()) {
		return false
	}
	found := false
	for header, body := range loops(a.Parent()) {
		if body[a.Block()] && body[b.Block()] {
			found = true
			if !fixed(header, body) {
				return false
			}
		}
	}
	return found
}

// loops returns the natural loops of fn by their headers.
func loops(fn *ssa.Function) map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool {
	out := make(map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool)
	for _, b := range fn.Blocks {
		for _, header := range b.Succs {
			if !header.Dominates(b) {
				continue
			}
			body := out[header]
			if body == nil {
				body = map[*ssa.BasicBlock]bool{header: true}
				out[header] = body
			}
			for work := []*ssa.BasicBlock{b}; len(work) > 0; {
				x := work[len(work)-1]
				work = work[:len(work)-1]
				if !body[x] {
					body[x] = true
					work = append(work, x.Preds...)
				}
			}
		}
	}
	return out
}

// fixed reports whether a loop that has the header ends after a number of
// iterations that is known and small: its condition compares a counter with
// a constant or the length of a literal.
func fixed(header *ssa.BasicBlock, body map[*ssa.BasicBlock]bool) bool {
	branch, ok := header.Instrs[len(header.Instrs)-1].(*ssa.If)
	if !ok || body[header.Succs[0]] == body[header.Succs[1]] {
		return false
	}
	switch cond := branch.Cond.(type) {
	case *ssa.BinOp:
		switch cond.Op {
		case token.LSS, token.LEQ, token.NEQ:
			return isSmall(cond.Y)
		}
	case *ssa.Extract: // of a map's next element
		if next, ok := cond.Tuple.(*ssa.Next); ok {
			if r, ok := next.Iter.(*ssa.Range); ok {
				_, local := r.X.(*ssa.MakeMap)
				return local
			}
		}
	}
	return false
}

// isSmall reports whether v is a small number that is known.
func isSmall(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil || v.Value.Kind() != constant.Int {
			return false
		}
		n, exact := constant.Int64Val(v.Value)
		return exact && n <= few
	case *ssa.Call:
		if fn, ok := v.Call.Value.(*ssa.Builtin); ok && fn.Name() == "len" {
			return isLiteral(v.Call.Args[0])
		}
	}
	return false
}

// isLiteral reports whether v is a slice of a small array that the function
// itself has filled.
func isLiteral(v ssa.Value) bool {
	s, ok := v.(*ssa.Slice)
	if !ok {
		return false
	}
	p, ok := s.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	a, ok := p.Elem().Underlying().(*types.Array)
	return ok && a.Len() <= few
}
