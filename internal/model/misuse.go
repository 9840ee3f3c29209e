package model

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// misuse reports whether an instruction only runs on the way to a panic that says
// in words what is wrong: it is there to complain about callers who break the
// rules, and shows nothing of the order in which those who keep them take locks.
func (s *solver) misuse(instr ssa.Instruction) bool {
	if s.recovers {
		return false // what is thrown here is caught here
	}
	if s.complains == nil {
		s.complains = complaining(s.f.Fn)
	}
	return s.complains[instr.Block()]
}

// complains reports whether e happens on the way to a panic about misuse, at any
// level of its chain.
func (e *Event) complains() bool {
	for ; e != nil; e = e.Next {
		if e.misuse {
			return true
		}
	}
	return false
}

// complaining returns the blocks from which all ways lead to a panic with a
// message. A loop is no such way.
func complaining(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	out := make(map[*ssa.BasicBlock]bool)
	work := slices.Clone(fn.Blocks)
	for len(work) > 0 {
		b := work[0]
		work = work[1:]
		if out[b] || len(b.Instrs) == 0 {
			continue
		}
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Panic:
			out[b] = isMessage(last.X)
		case *ssa.If, *ssa.Jump:
			out[b] = !slices.ContainsFunc(b.Succs, func(succ *ssa.BasicBlock) bool { return !out[succ] })
		}
		if out[b] {
			work = append(work, b.Preds...)
		}
	}
	return out
}

// isMessage reports whether a panic's argument is a text.
func isMessage(v ssa.Value) bool {
	mi, ok := v.(*ssa.MakeInterface)
	if !ok {
		return false
	}
	basic, ok := mi.X.Type().Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}
