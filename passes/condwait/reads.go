package condwait

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callers"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// reads is what a value depends on.
type reads struct {
	vars map[string]*place.Place // variables in memory, by key

	// other says that it depends on more: what unknown code returns, or
	// channels.
	other bool
}

// maxReads is how deep reads looks into callees.
const maxReads = 3

// reads returns what a condition depends on.
func (c *checker) reads(v ssa.Value) reads {
	r := reads{vars: make(map[string]*place.Place)}
	c.addReads(&r, v, make(map[ssa.Value]bool), 0)
	return r
}

func (c *checker) addReads(r *reads, v ssa.Value, seen map[ssa.Value]bool, depth int) {
	if seen[v] {
		return
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Const, *ssa.Function, *ssa.Builtin, *ssa.Global:
		return
	case *ssa.Parameter, *ssa.FreeVar, *ssa.Alloc:
		return
	case *ssa.UnOp:
		if v.Op == token.ARROW {
			r.other = true
			return
		}
		if v.Op == token.MUL {
			p := c.Places.Of(v.X)
			r.vars[key(p)] = p
		}
	case *ssa.Lookup:
		p := c.Places.Of(v.X)
		r.vars[key(p)] = p
	case *ssa.Select, *ssa.Next:
		r.other = true
		return
	case *ssa.Call:
		c.addCall(r, v, seen, depth)
	}
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return
	}
	var ops [16]*ssa.Value
	for _, op := range instr.Operands(ops[:0]) {
		if *op != nil {
			c.addReads(r, *op, seen, depth)
		}
	}
}

func (c *checker) addCall(r *reads, call *ssa.Call, seen map[ssa.Value]bool, depth int) {
	if _, ok := call.Call.Value.(*ssa.Builtin); ok {
		return
	}
	if e, ok := callers.Effect(&call.Call); ok && e.Kind == syncop.AtomicLoad {
		p := c.Places.Of(call.Call.Args[e.Operand])
		r.vars[key(p)] = p
		return
	}
	fn := c.Function(call.Call.Value)
	if fn == nil || !c.Known(fn) || depth == maxReads {
		r.other = true
		return
	}
	for _, b := range fn.Blocks {
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Return:
			for _, res := range last.Results {
				c.addReads(r, res, seen, depth+1)
			}
		case *ssa.If:
			c.addReads(r, last.Cond, seen, depth+1)
		}
	}
}

// share reports whether two conditions may depend on the same.
func share(a, b reads) bool {
	if a.other || b.other {
		return true
	}
	for k := range a.vars {
		if b.vars[k] != nil {
			return true
		}
	}
	return false
}
