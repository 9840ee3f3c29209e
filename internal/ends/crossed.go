package ends

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/syncop"
	"github.com/conclint/conclint/internal/words"
)

// Crossed is an operation that waits, with a lock held, for code that needs the
// lock before it can come to the other end.
type Crossed struct {
	Op    *Op
	Fn    *model.Func
	Lock  model.Holding
	Needs []Need

	// Via is how Fn, which holds the lock, comes to the operation, or nil if
	// it is in Fn.
	Via *model.Event
}

// Need is an acquisition that lies before an operation at the other end.
type Need struct {
	Fn    *model.Func
	Instr ssa.Instruction // what takes the lock, or the operation if it is always held then
	Other *Op
}

func (x *Crossed) learn(w *words.Words) {
	w.Learn(x.Op.Instr)
	for _, n := range x.Needs {
		w.Learn(n.Instr)
		w.Learn(n.Other.Instr)
	}
}

// crossed tells whether all that could be at the other end of op needs a lock
// that is held there.
func (w *world) crossed(c *Class, op *Op) (Crossed, bool) {
	f := w.funcs[origin(op.Instr.Parent())]
	if f == nil || !w.crosses(c, op) {
		return Crossed{}, false
	}
	for _, h := range w.pkg.Held(f, op.Instr) {
		if x, ok := w.crossedWith(c, op, h); ok {
			x.Fn = f
			return x, true
		}
	}
	return Crossed{}, false
}

// crossedBelow tells the same of a wait in what f calls, with a lock held that
// f has taken.
func (w *world) crossedBelow(f *model.Func, wait model.Wait) (Crossed, bool) {
	o, ok := w.ops[wait.Event.Instr()]
	if !ok || wait.Event.Next == nil || !w.crosses(o.class, o.op) {
		return Crossed{}, false
	}
	for _, site := range wait.Held {
		if !belongs(site.Place, wait.Event.Place) {
			continue
		}
		if x, ok := w.crossedWith(o.class, o.op, model.Holding{Class: site.Place.Class(), Mode: site.Mode, Place: site.Place}); ok {
			x.Fn, x.Via = f, wait.Event
			return x, true
		}
	}
	return Crossed{}, false
}

// crosses reports whether it is known what can be at the other end of op, and
// that op waits for it.
func (w *world) crosses(c *Class, op *Op) bool {
	return op.Alone && op.Kind != Close && c.Field != nil && c.Owner != "" && !c.Outside(op.Kind) && c.made() &&
		len(c.opposite(op)) > 0 && !w.guarded(op)
}

// crossedWith tells whether all at the other end of op need the lock h. Only
// locks of the object that has the channel count: then it is certain enough that
// they belong together at both ends.
func (w *world) crossedWith(c *Class, op *Op, h model.Holding) (Crossed, bool) {
	if !strings.HasPrefix(h.Class, c.Owner+".") {
		return Crossed{}, false
	}
	x := Crossed{Op: op, Lock: h}
	for _, o := range c.opposite(op) {
		n, ok := w.needs(o, h)
		if !ok {
			return Crossed{}, false
		}
		x.Needs = append(x.Needs, n)
	}
	return x, true
}

// needs returns where whoever comes to o needs the lock h, which another
// goroutine holds: it holds the lock then, or takes it on the way there.
func (w *world) needs(o *Op, h model.Holding) (Need, bool) {
	f := w.funcs[origin(o.Instr.Parent())]
	if f == nil {
		return Need{}, false
	}
	same := func(g model.Holding) bool {
		return g.Class == h.Class && (g.Mode == syncop.Write || h.Mode == syncop.Write)
	}
	if slices.ContainsFunc(w.pkg.Held(f, o.Instr), same) {
		return Need{f, o.Instr, o}, true
	}
	// Only goroutines that go on by themselves are known to come from there.
	for _, a := range w.actors.of(f.Fn) {
		if a.goes == nil {
			return Need{}, false
		}
	}
	return w.before(f, o, o.Instr, h, make(map[*ssa.Function]bool))
}

// before returns an acquisition of the lock in f, or in what leads to it, from
// which control reaches at.
func (w *world) before(f *model.Func, o *Op, at ssa.Instruction, h model.Holding, seen map[*ssa.Function]bool) (Need, bool) {
	if seen[f.Fn] {
		return Need{}, false
	}
	seen[f.Fn] = true
	for _, a := range f.Acquisitions() {
		if a.Class == h.Class && conflict(a, h) && mayPrecede(a.Instr, at) {
			return Need{f, a.Instr, o}, true
		}
	}
	for _, u := range w.actors.uses[f.Fn] {
		if caller := w.funcs[u.by]; u.how == calls && caller != nil {
			if n, ok := w.before(caller, o, u.instr, h, seen); ok {
				return n, true
			}
		}
	}
	return Need{}, false
}

// conflict reports whether the acquisition has to wait while the lock is held.
func conflict(a model.Acquisition, h model.Holding) bool {
	return a.Mode == syncop.Write || h.Mode == syncop.Write
}

// mayPrecede reports whether one instruction of a function may be executed before
// another. Deferred calls run when the function returns, the last one first.
func mayPrecede(first, second ssa.Instruction) bool {
	if first.Parent() != second.Parent() {
		return false
	}
	_, late := first.(*ssa.Defer)
	if _, deferred := second.(*ssa.Defer); deferred {
		return !late || order.Reaches(second, first)
	}
	return !late && order.Reaches(first, second)
}
