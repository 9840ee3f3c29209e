package guards

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Reads is what a value depends on.
type Reads struct {
	Vars map[string]*place.Place // variables in memory, by [Key]

	// Other says that it depends on more: what unknown code returns, or
	// channels.
	Other bool
}

// maxReads is how deep reads looks into callees.
const maxReads = 3

// Reads returns what a condition depends on.
func (g *Graph) Reads(v ssa.Value) Reads {
	r := Reads{Vars: make(map[string]*place.Place)}
	g.addReads(&r, v, make(map[ssa.Value]bool), 0)
	return r
}

func (g *Graph) addReads(r *Reads, v ssa.Value, seen map[ssa.Value]bool, depth int) {
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
			r.Other = true
			return
		}
		if v.Op == token.MUL {
			// What is written once does not change.
			if p, q := g.Places.Of(v.X), g.Places.Of(v); p.Class() != "" || q.Kind == place.Deref && q.Parent == p {
				r.Vars[Key(p)] = p
			}
		}
	case *ssa.Lookup:
		p := g.Places.Of(v.X)
		r.Vars[Key(p)] = p
	case *ssa.Select, *ssa.Next:
		r.Other = true
		return
	case *ssa.Call:
		g.addCall(r, v, seen, depth)
	}
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return
	}
	var ops [16]*ssa.Value
	for _, op := range instr.Operands(ops[:0]) {
		if *op != nil {
			g.addReads(r, *op, seen, depth)
		}
	}
}

func (g *Graph) addCall(r *Reads, call *ssa.Call, seen map[ssa.Value]bool, depth int) {
	if _, ok := call.Call.Value.(*ssa.Builtin); ok {
		return
	}
	if e, ok := Effect(&call.Call); ok && e.Kind == syncop.AtomicLoad {
		p := g.Places.Of(call.Call.Args[e.Operand])
		r.Vars[Key(p)] = p
		return
	}
	fn := g.Function(call.Call.Value)
	if fn == nil || !g.Known(fn) || depth == maxReads {
		r.Other = true
		return
	}
	for _, b := range fn.Blocks {
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Return:
			for _, res := range last.Results {
				g.addReads(r, res, seen, depth+1)
			}
		case *ssa.If:
			g.addReads(r, last.Cond, seen, depth+1)
		}
	}
}

// Share reports whether two conditions may depend on the same.
func (r Reads) Share(s Reads) bool {
	if r.Other || s.Other {
		return true
	}
	for k := range r.Vars {
		if s.Vars[k] != nil {
			return true
		}
	}
	return false
}

// Key identifies a variable across functions: the fields that lead to it, or
// itself if it is local.
func Key(p *place.Place) string {
	if class := p.Class(); class != "" {
		return class
	}
	return fmt.Sprint("#", p.ID)
}
