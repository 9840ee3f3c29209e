package ends

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
	"github.com/conclint/conclint/internal/words"
)

// Joined is a wait, with a lock held, for goroutines of a group of which one
// needs the lock before it is done.
type Joined struct {
	Fn    *model.Func // holds the lock
	Event *model.Event
	Lock  *model.Site

	Start ssa.Instruction // starts the goroutine
	Need  ssa.Instruction // takes the lock
	Done  ssa.Instruction // or nil if it is the end of the goroutine
}

func (j *Joined) learn(w *words.Words) {
	w.Learn(j.Event.Instr())
	w.Learn(j.Start)
	w.Learn(j.Need)
	if j.Done != nil {
		w.Learn(j.Done)
	}
}

// member is a function that runs as a goroutine of a group.
type member struct {
	fn    *model.Func
	group *place.Place // in terms of the function, or of the one that starts it
	start ssa.Instruction
	by    *ssa.Function // what starts it
	done  ssa.Instruction
}

// members returns the goroutines of the groups of each class: those that say
// themselves that they are done, and those that the group starts.
func (w *world) members() map[string][]member {
	out := make(map[string][]member)
	add := func(m member) {
		if class := m.group.Class(); class != "" {
			out[class] = append(out[class], m)
		}
	}
	for _, f := range w.pkg.Funcs() {
		var dones []ssa.CallInstruction
		counts := false
		for _, b := range f.Fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if e, known := effectOf(call, ok); !known || e.Kind != syncop.Count {
					continue
				} else if e.Amount == 0 {
					dones = append(dones, call)
				} else {
					counts = true
				}
			}
		}
		if counts {
			continue // perhaps itself, when it no longer needs the lock
		}
		for _, u := range w.actors.uses[f.Fn] {
			if u.how != goes {
				continue
			}
			for _, d := range dones {
				add(member{f, w.pkg.Place(d.Common().Args[0]), u.instr, u.by, d})
			}
			call, ok := u.instr.(ssa.CallInstruction)
			if e, known := effectOf(call, ok); known && e.Kind == syncop.Spawn && e.Operand == 1 && f.Fn.Parent() != nil {
				add(member{f, w.pkg.Place(call.Common().Args[0]), u.instr, u.by, nil})
			}
		}
	}
	return out
}

// effectOf returns what a call of a library function does.
func effectOf(call ssa.CallInstruction, ok bool) (syncop.Effect, bool) {
	if !ok || call.Common().StaticCallee() == nil {
		return syncop.Effect{}, false
	}
	obj, ok := origin(call.Common().StaticCallee()).Object().(*types.Func)
	if !ok {
		return syncop.Effect{}, false
	}
	e, ok := syncop.Lookup(obj)
	return e, ok && len(call.Common().Args) > 0
}

// joined tells whether a goroutine that wait waits for needs a lock that is held
// there. Both ends must be about one object that has the group and the lock. What
// one function starts and waits for package interleave knows better.
func (w *world) joined(f *model.Func, wait model.Wait) (Joined, bool) {
	group := wait.Event.Place
	for _, m := range w.groups[group.Class()] {
		if outermost(m.by) == outermost(f.Fn) || outermost(m.by) == outermost(wait.Event.Instr().Parent()) {
			continue
		}
		for _, site := range wait.Held {
			h := model.Holding{Class: site.Place.Class(), Mode: site.Mode}
			if h.Class == "" || !belongs(site.Place, group) {
				continue
			}
			for _, a := range m.fn.Acquisitions() {
				if a.Class == h.Class && conflict(a, h) && belongs(a.Place, m.group) && (m.done == nil || mayPrecede(a.Instr, m.done)) {
					return Joined{f, wait.Event, site, m.start, a.Instr, m.done}, true
				}
			}
		}
	}
	return Joined{}, false
}

// belongs reports whether the lock is one of the object that has the group or
// channel, and not of another one that the object points to.
func belongs(lock, other *place.Place) bool {
	lock, other = variable(lock), variable(other)
	if other.Kind != place.Field {
		return false
	}
	for lock.Kind == place.Field {
		if lock = lock.Parent; lock == other.Parent {
			return true
		}
	}
	return false
}

// variable returns the variable that has p, or a pointer to it.
func variable(p *place.Place) *place.Place {
	for p.Kind == place.Deref {
		p = p.Parent
	}
	return p
}

// outermost returns the declared function that a literal stands in.
func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}
