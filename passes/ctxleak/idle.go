package ctxleak

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file is about contexts that hold nothing: without a timer, and with a
// parent that is never done, a context is but a value until somebody uses it.
// Code makes such contexts to replace them if there is a timeout after all.

// holdsNothing reports whether the context that src makes holds nothing by
// itself.
func (s source) holdsNothing() bool {
	if s.ctx == nil || s.parent == nil {
		return false
	}
	_, root := isRoot(s.parent)
	return root && (isFunc(s.fn, contextPath, "", "WithCancel") || isFunc(s.fn, contextPath, "", "WithCancelCause"))
}

// touch follows a context that holds nothing through an instruction, until it
// is used.
func (st *state) touch(instr ssa.Instruction) {
	if len(st.unused) == 0 {
		return
	}
	switch instr := instr.(type) {
	case *ssa.Extract:
		return
	case *ssa.UnOp:
		if instr.Op == token.MUL {
			st.mark(instr, slices.Contains(st.unused, instr.X))
			return
		}
	case *ssa.Store:
		if a, ok := instr.Addr.(*ssa.Alloc); ok {
			st.mark(a, slices.Contains(st.unused, instr.Val))
			return
		}
	case *ssa.Alloc:
		st.mark(instr, false)
		return
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil && slices.Contains(st.unused, *op) {
			st.unused = nil
			return
		}
	}
}

// mark notes whether v is, or contains, the context that nobody has used.
func (st *state) mark(v ssa.Value, is bool) {
	switch i := slices.Index(st.unused, v); {
	case is && i < 0:
		st.unused = append(st.unused, v)
	case !is && i >= 0:
		st.unused = slices.Delete(st.unused, i, i+1)
	}
}
