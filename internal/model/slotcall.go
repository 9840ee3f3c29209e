package model

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// SlotCall says that code of the package that has the slot calls its content, or
// the content's method.
type SlotCall struct {
	Slot   string
	Path   *place.Place // what is called, where [place.Param] 0 is the content
	Method string       // "" if it is a function

	// Held are the locks, where Param 1 is the keeper; there are some. Gates are
	// the classes of further locks held exclusively, of which it is not known
	// whether they have to do with the slot.
	Held  []Hold
	Gates []string

	Steps     []string // the functions on the way to the call
	Delegates bool     // the last one is a method of the same name

	fn *ssa.Function // the first one, if it belongs to this package
}

// key says what c is, apart from its trace.
func (c *SlotCall) key() string {
	parts := []string{c.Slot, encodePlace(c.Path), c.Method}
	for _, h := range c.Held {
		parts = append(parts, encodePlace(h.Place), h.Mode.String())
	}
	return strings.Join(append(parts, c.Gates...), "\x00")
}

// callOfSlot records a call of a method of what is in a slot.
func (s *solver) callOfSlot(instr ssa.CallInstruction, st *state) {
	common := instr.Common()
	p := s.places.Of(common.Value)
	if slices.ContainsFunc(s.slots(p), func(x slot) bool { return s.kept.fed[x.name] }) {
		s.event(instr, &Event{Kind: Calls, Place: p, Method: common.Method.Name(), Pos: instr.Pos(), Delegates: delegates(instr)}, st)
	}
}

// ofCaller reports whether the slot that has what is called at p, the place of a
// summary, is in an object that the caller passes, or in a helper of one, or is a
// variable: then the caller may hold a lock that has to do with it.
func (b *builder) ofCaller(p *place.Place) bool {
	return slices.ContainsFunc(b.slots(p), func(x slot) bool {
		return b.kept.fed[x.name] && (x.object.Kind == place.Param || x.object.Kind == place.Global || p.Root().Kind == place.Param && b.helper(x))
	})
}

// helper reports whether only this package knows the type of the objects that
// have the slot.
func (b *builder) helper(x slot) bool {
	name, own := strings.CutPrefix(x.owner, b.pass.Pkg.Path()+".")
	return own && !place.IsExported(name)
}

// slotCall records that ev, a call, happens while outer are held, if what is called
// is in a slot and the locks have to do with it: they belong to the object that has
// the slot, to the package, or, if the slot is in a helper that only this package
// knows, to the object that has the helper.
func (s *solver) slotCall(ev *Event, outer []lock) {
	if ev.inTest() || callee.InTestFile(s.f.Fn) || ev.complains() {
		return
	}
	held := slices.Clone(ev.Held)
	for _, l := range outer {
		held = append(held, Hold{l.place, l.mode})
	}
	for _, x := range s.slots(ev.Place) {
		if !s.kept.fed[x.name] {
			continue
		}
		c := &SlotCall{Slot: x.name, Path: x.path, Method: ev.end().Method, Delegates: ev.end().Delegates, fn: s.f.Fn}
		for _, h := range held {
			if q := s.ofSlot(h.Place, x, s.helper(x) && h.Place.Root() == ev.Place.Root()); q != nil {
				c.Held = append(c.Held, Hold{q, h.Mode})
			} else if class := h.Place.Class(); class != "" && h.Mode == syncop.Write {
				c.Gates = append(c.Gates, class)
			}
		}
		if len(c.Held) == 0 || s.kept.seen[c.key()] {
			continue
		}
		for e := ev; e != nil && len(c.Steps) < maxTrace; e = e.Next {
			c.Steps = append(c.Steps, e.Fn)
		}
		s.kept.seen[c.key()] = true
		s.kept.calls = append(s.kept.calls, c)
	}
}

// ofSlot returns the lock p as a slot call has it, or nil if it does not seem to
// have to do with the slot.
func (s *solver) ofSlot(p *place.Place, x slot, related bool) *place.Place {
	if p.Root().Kind == place.Global {
		if encodePlace(p) != "" {
			return p
		}
		return s.places.Some(p)
	}
	if x.owner != "" {
		if q := s.rebase(p, x.object, s.places.Root(place.Param, 1)); q != nil && encodePlace(q) != "" {
			return q
		}
	}
	if related {
		return s.places.Some(p)
	}
	return nil
}
