package model

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// This file says what follows where a package hands a function or an object to
// another one that keeps it: what the function does it does with the locks held
// that the keeper holds at its calls. What the function that hands it over holds
// does not matter.

// Handed says how something comes to be called with a lock held.
type Handed struct {
	What string // the function
	To   string // the function of another package that keeps it, or "" if it is put into Slot
	Slot string
	By   string // the function that calls it, itself or through others, with the lock held
}

// handOver goes through all that the package hands over, once all is analysed.
func (b *builder) handOver() {
	for _, f := range b.order {
		if handsInTest(f.Fn) {
			continue
		}
		for _, k := range f.keeps {
			for _, c := range b.imported.slots[k.Slot] {
				if t, ok := b.content(k, c); ok {
					b.calledBack(f, k, c, &t)
				}
			}
		}
	}
}

// handsInTest reports whether fn is a part of a test. What an init function hands
// over is called when the program runs.
func handsInTest(fn *ssa.Function) bool {
	if callee.InTestFile(fn) {
		return true
	}
	for ; fn != nil; fn = fn.Parent() {
		for p := range fn.Signature.Params().Variables() {
			if syncop.IsTest(p.Type()) {
				return true
			}
		}
	}
	return false
}

// content returns the function that the keeper calls, if it is known.
func (b *builder) content(k *Keep, c *SlotCall) (t target, ok bool) {
	p := b.places.Subst(c.Path, func(*place.Place) *place.Place { return k.Place })
	v := k.value
	if c.Path.Kind != place.Param || v == nil {
		if p == nil || p.Kind != place.Local {
			return target{}, false
		}
		v = p.Value
	}
	if c.Method == "" {
		t, ok = b.function(v)
		return t, ok && t.sum != nil
	}
	v = concrete(v)
	if types.IsInterface(v.Type()) {
		return target{}, false
	}
	fn := method(b.pkg.Prog, v.Type(), c.Method)
	if fn == nil {
		return target{}, false
	}
	t, _ = b.withSummary(target{fn: origin(fn), args: []*place.Place{b.places.Of(v)}})
	return t, t.sum != nil
}

// concrete returns the value that was made the interface v, if that can be seen.
func concrete(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		default:
			return v
		}
	}
}

// calledBack records what t does where the keeper calls it. An object may do
// nothing but pass calls on to functions in it.
func (b *builder) calledBack(f *Func, k *Keep, c *SlotCall, t *target) {
	for _, e := range t.sum.Events {
		p := b.subst(f.Fn, nil, t, e.Place)
		if p == nil || e.depth+len(c.Steps) > maxChain || e.inTest() || e.complains() {
			continue
		}
		if e.Kind == Acquires {
			b.takenUnder(f, k, c, t, e, p)
		}
		if e.Kind != Calls || e.Method != "" || p.Kind != place.Local || len(e.Freed) > 0 {
			continue
		}
		inner, ok := b.function(p.Value)
		if !ok || inner.sum == nil {
			continue
		}
		for _, x := range inner.sum.Events {
			if q := b.subst(f.Fn, nil, &inner, x.Place); q != nil && x.Kind == Acquires && !x.inTest() && !x.complains() {
				way := e.then(x)
				way.Kind, way.Mode, way.Freed = Acquires, x.Mode, x.Freed
				b.takenUnder(f, k, c, &inner, way, q)
			}
		}
	}
}

// takenUnder records that e, in what the keeper calls, takes the lock p.
func (b *builder) takenUnder(f *Func, k *Keep, c *SlotCall, t *target, e *Event, p *place.Place) {
	ev := e
	if isBound(e.fn) && e.Next != nil {
		ev = e.Next // the wrapper is nothing that people have written
	}
	for i := len(c.Steps) - 1; i >= 0; i-- {
		ev = &Event{Kind: Acquires, Place: p, Mode: e.Mode, Next: ev, Fn: c.Steps[i], Delegates: c.Delegates && i == len(c.Steps)-1, depth: ev.depth + 1}
	}
	ev.Pos = position(k.instr)
	var freed []*place.Place
	for _, q := range e.Freed {
		if q = b.subst(f.Fn, nil, t, q); q != nil {
			freed = append(freed, q)
		}
	}
	handed := &Handed{What: e.Fn, Slot: k.Slot, By: c.Steps[0]}
	if k.Next != nil {
		handed.To = k.Next.Fn
	}
	var held []lock
	for _, h := range c.Held {
		q := b.places.Subst(h.Place, func(*place.Place) *place.Place { return k.Keeper })
		if q == nil {
			q = b.places.Some(h.Place)
		}
		if q == nil || slices.Contains(freed, q) {
			continue
		}
		site := &Site{Instr: k.instr, Pos: ev.Pos, Hold: Hold{q, h.Mode}, Event: ev, Handed: handed}
		if q == p && p.Kind != place.Class {
			f.Relocks = append(f.Relocks, Relock{First: site, FirstMode: h.Mode, Event: ev})
			return
		}
		held = append(held, lock{place: q, mode: h.Mode, site: site})
	}
	b.keptEdges(f, c, ev, e, held)
}

// isBound reports whether fn is the wrapper that binds a method to its receiver.
func isBound(fn *ssa.Function) bool {
	return fn != nil && strings.HasSuffix(fn.Name(), "$bound")
}

// keptEdges records the orders that follow from ev, whose end is in e.
func (b *builder) keptEdges(f *Func, c *SlotCall, ev, e *Event, held []lock) {
	to := ev.Place.Class()
	if e.Mode == syncop.Once || to == "" || slices.ContainsFunc(held, func(l lock) bool { return l.place.Class() == to }) || slices.Contains(c.Gates, to) {
		return
	}
	for i, l := range held {
		if l.place.Class() != "" && l.mode != syncop.Once {
			b.addEdge(f, held, i, ev, e, c.Gates)
		}
	}
}
