package guards

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Write is a write to a variable in memory.
type Write struct {
	Instr ssa.Instruction
	Place *place.Place
	Val   ssa.Value

	// Atomic says that it is an operation of package sync/atomic.
	Atomic bool
}

// Writes returns the writes to variables in memory of a function, except to what
// it has just made.
func (g *Graph) Writes(fn *ssa.Function) []Write {
	var out []Write
	for instr := range Instrs(fn) {
		switch instr := instr.(type) {
		case *ssa.Store:
			out = append(out, Write{Instr: instr, Place: g.Places.Of(instr.Addr), Val: instr.Val})
		case *ssa.Call:
			e, ok := Effect(&instr.Call)
			if ok && e.Kind == syncop.AtomicStore && e.Operand+1 < len(instr.Call.Args) {
				out = append(out, Write{instr, g.Places.Of(instr.Call.Args[e.Operand]), instr.Call.Args[e.Operand+1], true})
			}
		}
	}
	// What the function has just made has nobody waiting for it.
	return slices.DeleteFunc(out, func(w Write) bool {
		root := w.Place.Root()
		switch v := root.Value.(type) {
		case *ssa.Alloc:
			return v.Parent() == fn && w.Place != root
		case *ssa.Call:
			return v.Parent() == fn
		}
		return false
	})
}
