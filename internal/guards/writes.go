package guards

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Write is a write to a variable in memory.
type Write struct {
	Instr ssa.Instruction
	Place *place.Place
	Val   ssa.Value // nil if it is something else than what is written
}

// Writes returns the writes to variables in memory of a function, except to what
// it has just made.
func (g *Graph) Writes(fn *ssa.Function) []Write {
	var out []Write
	for instr := range Instrs(fn) {
		switch instr := instr.(type) {
		case *ssa.Store:
			out = append(out, Write{Instr: instr, Place: g.Places.Of(instr.Addr), Val: instr.Val})
		case *ssa.MapUpdate:
			out = append(out, Write{Instr: instr, Place: g.Places.Of(instr.Map)})
		case *ssa.Call:
			if w, ok := g.writeOf(instr); ok {
				out = append(out, w)
			}
		}
	}
	// What the function has just made has nobody waiting for it.
	return slices.DeleteFunc(out, func(w Write) bool {
		root := w.Place.Root()
		switch v := root.Value.(type) {
		case *ssa.Alloc:
			return v.Parent() == fn && (w.Place != root || !captured(v, w.Instr))
		case *ssa.Call:
			return v.Parent() == fn
		}
		return false
	})
}

// captured reports whether a literal that shares the variable may have been made
// before an instruction.
func captured(v *ssa.Alloc, at ssa.Instruction) bool {
	return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		_, literal := ref.(*ssa.MakeClosure)
		return literal && !at.Block().Dominates(ref.Block()) ||
			literal && at.Block() == ref.Block() && slices.Index(at.Block().Instrs, ref) < slices.Index(at.Block().Instrs, at)
	})
}

// writeOf returns the write that a call is: an atomic operation, or one of the
// builtin functions that change maps.
func (g *Graph) writeOf(call *ssa.Call) (Write, bool) {
	args := call.Call.Args
	if b, ok := call.Call.Value.(*ssa.Builtin); ok {
		if b.Name() != "delete" && b.Name() != "clear" {
			return Write{}, false
		}
		return Write{Instr: call, Place: g.Places.Of(args[0])}, true
	}
	e, ok := Effect(&call.Call)
	if !ok || e.Operand >= len(args) {
		return Write{}, false
	}
	w := Write{Instr: call, Place: g.Places.Of(args[e.Operand])}
	switch e.Kind {
	case syncop.AtomicStore:
		if e.Operand+1 < len(args) {
			w.Val = args[e.Operand+1]
		}
	case syncop.AtomicSwap, syncop.AtomicAdd, syncop.AtomicSwapIf:
	default:
		return Write{}, false
	}
	return w, true
}

// Sibling reports whether two variables are fields of one type, or neither is a
// field.
func Sibling(a, b *place.Place) bool { return ownerOf(a) == ownerOf(b) }

// ownerOf returns the type that has the field p.
func ownerOf(p *place.Place) string {
	class := p.Class()
	return class[:max(0, strings.LastIndexByte(class, '.'))]
}
