package model

import (
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// This file turns what is known of slots into the wire format and back.

// exportSlots exports what is held where the content of slots is called: of those
// that functions of the fact put something into, or importers can by themselves.
func (b *builder) exportSlots(e *encoder) {
	var calls []*SlotCall
	for _, c := range b.kept.calls {
		for _, h := range b.entry(c.fn) {
			if h.mode == syncop.Write && !slices.Contains(c.Gates, h.class) && !slices.ContainsFunc(c.Held, func(o Hold) bool { return o.Place.Class() == h.class }) {
				c.Gates = append(c.Gates, h.class)
			}
		}
		slices.Sort(c.Gates)
		if slices.Contains(e.slots, c.Slot) || b.kept.exposed[c.Slot] {
			calls = append(calls, c)
		}
	}
	for _, slot := range e.slots {
		calls = append(calls, b.imported.slots[slot]...)
	}
	slices.SortStableFunc(calls, func(x, y *SlotCall) int { return strings.Compare(x.key(), y.key()) })
	calls = slices.CompactFunc(calls, func(x, y *SlotCall) bool { return x.key() == y.key() })
	for _, c := range calls[:min(len(calls), maxFactSlots)] {
		path := encodePlace(c.Path)
		if path == "" {
			continue
		}
		e.fact.Slots = append(e.fact.Slots, wireSlot{
			Slot: e.str(c.Slot), Path: e.str(path), Method: e.str(c.Method), Held: e.holds(c.Held),
			Gates: e.strs(c.Gates), Steps: e.strs(c.Steps), Delegates: c.Delegates,
		})
	}
}

func (d *decoder) slot(w *wireSlot) *SlotCall {
	path := d.place(w.Path)
	if path == nil {
		return nil
	}
	return &SlotCall{
		Slot: d.fact.Strings[w.Slot], Path: path, Method: d.fact.Strings[w.Method], Held: d.holds(w.Held),
		Gates: d.fact.strings(w.Gates), Steps: d.fact.strings(w.Steps), Delegates: w.Delegates,
	}
}

// keeps leaves out what cannot be named outside the package.
func (e *encoder) keeps(ks []*Keep) []wireKeep {
	var out []wireKeep
	for _, k := range ks {
		text := encodePlace(k.Place)
		if text == "" {
			continue
		}
		w := wireKeep{Slot: e.str(k.Slot), Place: e.str(text), Keeper: -1}
		if k.Keeper != nil {
			if text := encodePlace(k.Keeper); text != "" {
				w.Keeper = e.str(text)
			}
		}
		for x := k; x != nil && len(w.Steps) < maxTrace; x = x.Next {
			w.Steps = append(w.Steps, e.str(x.Fn))
		}
		if !slices.Contains(e.slots, k.Slot) {
			e.slots = append(e.slots, k.Slot)
		}
		out = append(out, w)
	}
	return out
}

func (d *decoder) keeps(ws []wireKeep) []*Keep {
	var out []*Keep
	for _, w := range ws {
		p := d.place(w.Place)
		if p == nil {
			continue
		}
		var keeper *place.Place
		if w.Keeper >= 0 {
			keeper = d.place(w.Keeper)
		}
		var k *Keep
		for i := len(w.Steps) - 1; i >= 0; i-- {
			k = &Keep{Slot: d.fact.Strings[w.Slot], Place: p, Keeper: keeper, Fn: d.fact.Strings[w.Steps[i]], Next: k}
		}
		if k != nil {
			out = append(out, k)
		}
	}
	return out
}
