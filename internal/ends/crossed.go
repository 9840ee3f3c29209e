package ends

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/syncop"
	"github.com/conclint/conclint/internal/words"
)

// Crossed is an operation that waits, with a lock held, for code that needs the
// lock before it can come to the other end.
type Crossed struct {
	At    ssa.Instruction // where the lock is held: the operation, or a call on the way there
	Op    *Op
	Fn    *model.Func // the function around At
	Lock  model.Holding
	Needs []Need
}

// Need is an acquisition that lies before an operation at the other end.
type Need struct {
	Fn    *model.Func
	Instr ssa.Instruction // what takes the lock, or the operation if it is always held then
	Other *Op
}

func (x *Crossed) learn(w *words.Words) {
	w.Learn(x.At)
	w.Learn(x.Op.Instr)
	for _, n := range x.Needs {
		w.Learn(n.Instr)
		w.Learn(n.Other.Instr)
	}
}

// crossed tells whether all that could be at the other end of op needs a lock
// that is held there.
func (w *world) crossed(c *Class, op *Op) (Crossed, bool) {
	if !op.Alone || op.Kind == Close || c.Field == nil || c.Owner == "" || c.Outside(op.Kind) || !c.made() {
		return Crossed{}, false
	}
	f := w.funcs[origin(op.Instr.Parent())]
	others := c.opposite(op)
	if f == nil || len(others) == 0 || w.guarded(op) {
		return Crossed{}, false
	}
	for _, at := range w.holders(f.Fn, op.Instr, channel(op.Instr), 0) {
		h := at.lock
		// Only then is it certain enough that the channel and the lock
		// belong together at both ends.
		if !strings.HasPrefix(h.Class, c.Owner+".") {
			continue
		}
		x := Crossed{At: at.instr, Op: op, Fn: at.fn, Lock: h}
		for _, o := range others {
			n, ok := w.needs(o, h)
			if !ok {
				break
			}
			x.Needs = append(x.Needs, n)
		}
		if len(x.Needs) == len(others) {
			return x, true
		}
	}
	return Crossed{}, false
}

// channel returns the channel of an operation that is no select.
func channel(instr ssa.Instruction) ssa.Value {
	switch instr := instr.(type) {
	case *ssa.Send:
		return instr.Chan
	case *ssa.UnOp:
		return instr.X
	case *ssa.Select:
		return instr.States[0].Chan
	}
	return nil
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
		if a.Class == h.Class && conflict(a, h) && reaches(a.Instr, at) {
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

// reaches reports whether one instruction of a function may be executed before
// another. Deferred calls run when the function returns, the last one first.
func reaches(from, to ssa.Instruction) bool {
	if from.Parent() != to.Parent() {
		return false
	}
	_, late := from.(*ssa.Defer)
	_, deferred := to.(*ssa.Defer)
	switch {
	case late && deferred:
		return loop.Reaches(to, from)
	case late:
		return false
	}
	return deferred || loop.Reaches(from, to)
}
