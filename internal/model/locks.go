package model

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Locks is what is known about locks at an instruction. It tells what the
// function did, and what it called: what its callers hold is theirs to say.
type Locks struct {
	Held  []Hold // held, on whatever path
	Maybe []Hold // held, or perhaps held, on some path
	Free  []Hold // certainly released, on some path

	// Unknown says that no path that the model follows comes there.
	Unknown bool
}

// Locks returns what is known at an instruction with an effect, such as a call,
// a store or a send. At a deferred call that is what holds when it runs.
func (f *Func) Locks(instr ssa.Instruction) Locks {
	if l := f.locks[instr]; l != nil {
		return *l
	}
	return Locks{Unknown: f.locks != nil}
}

// observe notes that the function comes to instr in each of the states.
func (s *solver) observe(instr ssa.Instruction, states ...*state) {
	if s.f.locks == nil {
		s.f.locks = make(map[ssa.Instruction]*Locks)
	}
	for _, st := range states {
		all, seen := s.f.locks[instr]
		if !seen {
			all = new(Locks)
			s.f.locks[instr] = all
		}
		var here []Hold
		for _, l := range st.locks {
			h := Hold{l.place, l.mode}
			switch l.status {
			case held:
				here = append(here, h)
				all.Maybe = addHold(all.Maybe, h)
			case lost:
				all.Maybe = addHold(all.Maybe, h)
			case free:
				all.Free = addHold(all.Free, h)
			}
		}
		if seen {
			all.Held = slices.DeleteFunc(all.Held, func(h Hold) bool { return !slices.Contains(here, h) })
		} else {
			all.Held = here
		}
	}
}

func addHold(hs []Hold, h Hold) []Hold {
	if slices.Contains(hs, h) {
		return hs
	}
	return append(hs, h)
}

// observeUpTo notes the states at the instructions of rest up to last, or at all
// of them if last is nil, and returns those after it.
func (s *solver) observeUpTo(last ssa.Instruction, rest []ssa.Instruction, states []*state) []ssa.Instruction {
	if !s.recording || s.loops == nil {
		return nil // no lock is ever held
	}
	for i, instr := range rest {
		if worthObserving(instr) {
			s.observe(instr, states...)
		}
		if instr == last {
			return rest[i+1:]
		}
	}
	return nil
}

// worthObserving reports whether other goroutines may see what instr does.
func worthObserving(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Call:
		b, builtin := instr.Call.Value.(*ssa.Builtin)
		return !builtin || slices.Contains([]string{"close", "delete", "clear"}, b.Name())
	case *ssa.Store, *ssa.MapUpdate, *ssa.Send, *ssa.Select, *ssa.Go:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	}
	return false
}
