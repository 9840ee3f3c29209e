package ends

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
	"github.com/conclint/conclint/internal/words"
)

// Counted is a wait for a group of goroutines, with a lock held that one of them
// may need before it is done.
type Counted struct {
	At    ssa.Instruction // where the lock is held: Wait, or a call on the way there
	Wait  ssa.CallInstruction
	Fn    *model.Func // the function around At
	Lock  model.Holding
	Start ssa.Instruction // of the goroutine
	Need  Need            // its Other is nil if the group counts the goroutine by itself
}

func (x *Counted) learn(w *words.Words) {
	w.Learn(x.At)
	w.Learn(x.Wait)
	w.Learn(x.Start)
	w.Learn(x.Need.Instr)
	if x.Need.Other != nil {
		w.Learn(x.Need.Other.Instr)
	}
}

// groups knows the groups of goroutines in fields: a WaitGroup, say.
type groups struct {
	places *place.Table
	dones  map[string][]ssa.CallInstruction // by class: what counts a goroutine as done
	goes   map[string][]ssa.CallInstruction // what starts a goroutine and counts it
	adds   map[*ssa.Function]bool           // functions that count others
}

func newGroups(fns []*ssa.Function) *groups {
	g := &groups{
		places: place.NewTable(),
		dones:  make(map[string][]ssa.CallInstruction),
		goes:   make(map[string][]ssa.CallInstruction),
		adds:   make(map[*ssa.Function]bool),
	}
	for _, fn := range fns {
		g.places.AddCells(fn)
	}
	for _, fn := range fns {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					g.call(call)
				}
			}
		}
	}
	return g
}

func (g *groups) call(call ssa.CallInstruction) {
	common := call.Common()
	switch e := methodEffect(common); e.Kind {
	case syncop.Count:
		if len(common.Args) > 1 {
			g.adds[call.Parent()] = true
		} else if class := g.places.Of(common.Args[0]).Class(); class != "" {
			g.dones[class] = append(g.dones[class], call)
		}
	case syncop.Spawn:
		if class := g.places.Of(common.Args[0]).Class(); class != "" {
			g.goes[class] = append(g.goes[class], call)
		}
	}
}

// methodEffect returns what a call of a method does to its receiver.
func methodEffect(common *ssa.CallCommon) syncop.Effect {
	if common.IsInvoke() || common.Signature().Recv() == nil || len(common.Args) == 0 {
		return syncop.Effect{}
	}
	return callee.Effect(common)
}

// counted finds such waits.
func (w *world) counted(yield func(Counted)) {
	var g *groups
	for _, fn := range w.actors.fns {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if _, starts := instr.(*ssa.Go); !ok || starts || methodEffect(call.Common()).Kind != syncop.Wait {
					continue
				}
				for _, at := range w.holders(fn, call, call.Common().Args[0], 0) {
					if g == nil {
						g = newGroups(w.actors.fns)
					}
					if x, ok := w.needed(g, call, at); ok {
						yield(x)
						break
					}
				}
			}
		}
	}
}

// needed tells whether a goroutine that wait waits for may need the lock that is
// held at that time.
func (w *world) needed(g *groups, wait ssa.CallInstruction, at holder) (Counted, bool) {
	class := g.places.Of(wait.Common().Args[0]).Class()
	h := at.lock
	if class == "" || !sameOwner(g.places.Of(at.object), class, h) {
		return Counted{}, false
	}
	found := func(start ssa.Instruction, n Need) (Counted, bool) {
		return Counted{at.instr, wait, at.fn, h, start, n}, true
	}
	for _, start := range g.goes[class] {
		fn := w.funcs[w.started(start)]
		if fn == nil {
			continue
		}
		for _, a := range fn.Acquisitions() {
			if a.Class == h.Class && conflict(a, h) {
				return found(start, Need{fn, a.Instr, nil})
			}
		}
	}
	for _, done := range g.dones[class] {
		by := origin(done.Parent())
		if w.funcs[by] == nil || g.adds[done.Parent()] {
			continue
		}
		start := w.only(by)
		if start == nil || g.adds[start.fn] {
			continue
		}
		n, ok := w.beforeDone(g, w.funcs[by], done, g.places.Of(done.Common().Args[0]), h, 0)
		if ok {
			n.Other = &Op{Done, done, -1, true}
			return found(start.goes, n)
		}
	}
	return Counted{}, false
}

// beforeDone returns an acquisition of the lock h in f, or in what leads to it, from
// which control reaches at, and which is about the object that has the group. Who
// takes the lock to count somebody need not be counted himself.
func (w *world) beforeDone(g *groups, f *model.Func, at ssa.Instruction, group *place.Place, h model.Holding, depth int) (Need, bool) {
	root := group.Root()
	for _, a := range f.Acquisitions() {
		if a.Class != h.Class || !conflict(a, h) || !reaches(a.Instr, at) {
			continue
		}
		if fn := w.actors.callee(a.Instr); fn != nil && g.adds[fn] {
			continue
		}
		for _, arg := range operands(a.Instr) {
			if g.places.Of(arg).Root() == root {
				return Need{Fn: f, Instr: a.Instr}, true
			}
		}
	}
	if depth == maxHolders {
		return Need{}, false
	}
	for _, u := range w.actors.uses[f.Fn] {
		call, ok := u.instr.(ssa.CallInstruction)
		caller := w.funcs[u.by]
		if !ok || u.how != calls || caller == nil {
			continue
		}
		object := group
		if p, ok := root.Value.(*ssa.Parameter); ok && p.Parent() == f.Fn {
			i := slices.Index(f.Fn.Params, p)
			if i >= len(call.Common().Args) {
				continue
			}
			object = g.places.Of(call.Common().Args[i])
		}
		if n, ok := w.beforeDone(g, caller, call, object, h, depth+1); ok {
			return n, true
		}
	}
	return Need{}, false
}

// operands returns what a call is given, and what the literal that it calls captures.
func operands(call ssa.CallInstruction) []ssa.Value {
	out := slices.Clone(call.Common().Args)
	if mc, ok := call.Common().Value.(*ssa.MakeClosure); ok {
		return append(out, mc.Bindings...)
	}
	return append(out, call.Common().Value)
}

// sameOwner reports whether a group of a class, which is part of what object leads
// to, and a lock that is held belong to one object.
func sameOwner(object *place.Place, class string, h model.Holding) bool {
	owner := class[:strings.LastIndexByte(class, '.')+1]
	if owner == "" || !strings.HasPrefix(h.Class, owner) {
		return false
	}
	if h.Place == nil {
		return true
	}
	p, q := object.Root(), h.Place.Root()
	return p.Kind == q.Kind && p.Index == q.Index && p.Value == q.Value
}

// started returns the function of the package that a group's method starts, or nil.
func (w *world) started(call ssa.CallInstruction) *ssa.Function {
	switch v := call.Common().Args[1].(type) {
	case *ssa.MakeClosure:
		return origin(v.Fn.(*ssa.Function))
	case *ssa.Function:
		return origin(v)
	}
	return nil
}

// only returns one of the goroutines that execute fn, or nil if others may, too.
func (w *world) only(fn *ssa.Function) *start {
	all := w.actors.of(fn)
	for _, a := range all {
		if a.goes == nil {
			return nil
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[0]
}
