package guards

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
)

// Held is which locks the goroutine that runs an instruction can hold there.
type Held struct {
	Locks []model.Hold

	// Unknown says that the model does not know, since a budget was exceeded
	// or a condition seems to exclude the instruction; Outside that code of other
	// packages may call the function, which can hold the locks that it can
	// name.
	Unknown, Outside bool
}

// At returns what can be held at an instruction of the package.
func (g *Graph) At(instr ssa.Instruction) Held {
	var h Held
	g.at(instr, &h, make(map[*ssa.Function]bool))
	return h
}

func (g *Graph) at(instr ssa.Instruction, h *Held, seen map[*ssa.Function]bool) {
	fn := instr.Parent()
	if f := g.models[fn]; f == nil {
		h.Unknown = true
		return
	} else {
		at := f.Locks(instr)
		h.Unknown = h.Unknown || f.Truncated || at.Unknown
		for _, l := range at.Maybe {
			if !slices.Contains(h.Locks, l) {
				h.Locks = append(h.Locks, l)
			}
		}
	}
	if seen[fn] {
		return
	}
	seen[fn] = true
	h.Outside = h.Outside || Exported(fn) || g.captured[fn]
	for _, c := range g.Calls(fn) {
		if !c.Starts {
			g.at(c.Instr, h, seen)
		}
	}
}

// Class reports whether a lock of the class may be among those held.
func (g *Graph) Class(h Held, class string) bool {
	return h.Unknown || h.Outside && (exposed(class) || g.pkg.ReleasedElsewhere(class)) ||
		slices.ContainsFunc(h.Locks, func(l model.Hold) bool { return l.Place.Class() == class })
}

// exposed reports whether other packages may be able to name the locks of a
// class: the last field that leads to them is exported, or embedded.
func exposed(class string) bool {
	return token.IsExported(strings.TrimRight(class[strings.LastIndexByte(class, '.')+1:], "[]"))
}

// Same reports whether two locks may be one: they have the same class, or are in
// the same local variable.
func Same(a, b *place.Place) bool {
	if c := a.Class(); c != "" || b.Class() != "" {
		return c == b.Class()
	}
	return a.Root().Value == b.Root().Value && a.In(nil) == b.In(nil)
}
