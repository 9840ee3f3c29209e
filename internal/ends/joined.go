package ends

import (
	"iter"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
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
		if class := m.group.Class(); class != "" && !w.counts(m.fn.Fn, class, 0, make(map[*ssa.Function]bool)) {
			out[class] = append(out[class], m)
		}
	}
	for _, f := range w.pkg.Funcs() {
		if f.IsTest() {
			continue
		}
		var dones []ssa.CallInstruction
		for call, e := range counting(f.Fn) {
			if e.Amount == 0 {
				dones = append(dones, call)
			}
		}
		for _, u := range w.actors.uses[f.Fn] {
			if u.how != goes {
				continue
			}
			for _, d := range dones {
				add(member{f, w.pkg.Place(d.Common().Args[0]), u.instr, u.by, d})
			}
			call, ok := u.instr.(ssa.CallInstruction)
			if !ok || f.Fn.Parent() == nil {
				continue
			}
			if e := callee.Effect(call.Common()); e.Kind == syncop.Spawn && e.Operand == 1 {
				add(member{f, w.pkg.Place(call.Common().Args[0]), u.instr, u.by, nil})
			}
		}
	}
	return out
}

// maxCounts is through how many calls a goroutine is followed to where it counts
// itself.
const maxCounts = 3

// counts reports whether fn adds to the count of a group itself, as a goroutine
// does that is not counted from the start: what it needs before that keeps nobody
// waiting.
func (w *world) counts(fn *ssa.Function, class string, depth int, seen map[*ssa.Function]bool) bool {
	seen[fn] = true
	for call, e := range counting(fn) {
		if e.Amount != 0 && w.pkg.Place(call.Common().Args[0]).Class() == class {
			return true
		}
	}
	if depth == maxCounts {
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				if _, spawned := instr.(*ssa.Go); spawned {
					continue
				}
				if next := w.actors.callee(call); next != nil && !seen[next] && w.counts(next, class, depth+1, seen) {
					return true
				}
			}
		}
	}
	return false
}

// counting yields the calls in fn that count something, or take something off.
func counting(fn *ssa.Function) iter.Seq2[ssa.CallInstruction, syncop.Effect] {
	return func(yield func(ssa.CallInstruction, syncop.Effect) bool) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				if e := callee.Effect(call.Common()); e.Kind == syncop.Count && !yield(call, e) {
					return
				}
			}
		}
	}
}

// joined tells whether a goroutine that wait waits for needs a lock that is held
// there. Both ends must be about one object that has the group and the lock. What
// one function starts and waits for package interleave knows better.
func (w *world) joined(f *model.Func, wait model.Wait) (Joined, bool) {
	if w.groups == nil {
		w.groups = w.members()
	}
	group := wait.Event.Place
	for _, m := range w.groups[group.Class()] {
		if callee.Outermost(m.by) == callee.Outermost(f.Fn) || callee.Outermost(m.by) == callee.Outermost(wait.Event.Instr().Parent()) {
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
