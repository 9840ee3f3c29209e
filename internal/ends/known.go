package ends

import (
	"fmt"
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// known is what a way through a function says of flags: for some phis, whether
// they are true.
type known []flag

type flag struct {
	phi *ssa.Phi
	is  bool
}

// value returns what is known of a boolean.
func (k known) value(v ssa.Value) (is, ok bool) {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.Bool {
			return constant.BoolVal(v.Value), true
		}
	case *ssa.UnOp:
		if v.Op == token.NOT {
			is, ok = k.value(v.X)
			return !is, ok
		}
	case *ssa.Phi:
		if i := slices.IndexFunc(k, func(f flag) bool { return f.phi == v }); i >= 0 {
			return k[i].is, true
		}
	}
	return false, false
}

// excludes reports whether successor n of a block can't follow it.
func (k known) excludes(b *ssa.BasicBlock, n int) bool {
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	is, ok := k.value(cond.Cond)
	return ok && is != (n == 0)
}

// enter returns what is known after control has gone from one block to the next.
func (k known) enter(from, to *ssa.BasicBlock) known {
	pred := slices.Index(to.Preds, from)
	var out known
	for _, f := range k {
		if f.phi.Block() != to {
			out = append(out, f)
		}
	}
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		if is, ok := k.value(phi.Edges[pred]); ok {
			out = append(out, flag{phi, is})
		}
	}
	return out
}

// key tells steps apart.
func (s *step) key() string {
	var b strings.Builder
	fmt.Fprint(&b, s.block.Index)
	for _, f := range s.known {
		fmt.Fprintf(&b, " %s=%t", f.phi.Name(), f.is)
	}
	return b.String()
}
