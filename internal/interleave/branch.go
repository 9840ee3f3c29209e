package interleave

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/errval"
)

// This file follows conditions and loops.

// branch goes on after a condition, in two states if it is unknown.
func (x *explorer) branch(s *state, i int, f *frame, instr *ssa.If) []*state {
	cond := s.get(f, instr.Cond)
	negated := false
	if n, ok := cond.(notVal); ok {
		cond, negated = s.resolve(n.x), true
	}
	if b, ok := asBool(cond); ok {
		n := succ(b != negated)
		x.tested(s, f, n)
		s.enter(f, f.block.Succs[n])
		return nil
	}
	sym, ok := cond.(symbol)
	if !ok {
		s.cut = true
		return nil
	}
	// A loop that nothing is known about goes round a few times only.
	from := loopTest(f.block)
	leave := x.leaves(from)
	if leave >= 0 && f.stays[from].n >= x.rounds {
		x.hurried = true
		s.decide(sym, (leave == 0) != negated)
		x.leave(s, f, from, leave)
		return nil
	}
	// One that starts goroutines does so at least once: nobody asks for no
	// workers.
	if leave >= 0 && f.stays[from].n == 0 && x.spawns[from] {
		s.decide(sym, (leave != 0) != negated)
		f.stay(from)
		s.enter(f, from.Succs[1-leave])
		return nil
	}
	if !asksError(instr.Cond) {
		x.doubt(s, i, instr.Cond)
	}
	choice := leave < 0 && chooses(instr.Cond)
	if choice {
		s.goroutine(i).chosen = true
	}
	t := s.clone()
	ft := t.top(i)
	for n, st := range []*state{s, t} {
		fr := f
		if n == 1 {
			fr = ft
		}
		st.decide(sym, (n == 0) != negated)
		if leave == n {
			x.leave(st, fr, from, n)
			continue
		}
		if leave >= 0 {
			fr.stay(from)
		}
		if choice && s.gs[i].oneOfMany() && x.givesOnly(from.Succs[1-n]) {
			st.declined = true
		}
		if leave < 0 && len(st.gs) == 1 && !asksError(instr.Cond) && startsOnly(from.Succs[1-n]) {
			st.spared = min(st.spared+1, several)
		}
		if choice && !st.hollow && startsOnly(from.Succs[1-n]) && !startsOnly(from.Succs[n]) && innermost(from) != nil {
			st.hollow = true // the data may say how many have been started
		}
		st.enter(fr, from.Succs[n])
	}
	return []*state{t}
}

// chooses reports whether a condition compares data: two values, or numbers.
// What a call has returned is no such data; it can be the same for all.
func chooses(cond ssa.Value) bool {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok {
		return false
	}
	_, constX := cmp.X.(*ssa.Const)
	_, constY := cmp.Y.(*ssa.Const)
	return !constX && !constY || isInteger(cmp.X.Type())
}

// asksError reports whether a condition says whether something has failed. That is no
// matter of data.
func asksError(cond ssa.Value) bool {
	cmp, ok := cond.(*ssa.BinOp)
	return ok && errval.Is(cmp.X.Type())
}

// tested notes that a condition of which the outcome is known, successor n of the
// frame's block, keeps a loop going or ends it. What is done in the loop may
// depend on data all the same, and so may a result that ends it at once.
func (x *explorer) tested(s *state, f *frame, n int) {
	from := loopTest(f.block)
	leave := x.leaves(from)
	if leave < 0 || !x.gives[from] {
		return
	}
	st, begun := f.stays[from]
	switch {
	case leave != n && !begun:
		f.setStay(from, st)
	case leave != n:
	case !begun:
		s.hollow = s.hollow || asksCallee(from)
	default:
		s.hollow = s.hollow || st.unsure && !st.gave
		delete(f.stays, from)
	}
}

// leave leaves a loop by successor n of the block that ends it.
func (x *explorer) leave(s *state, f *frame, from *ssa.BasicBlock, n int) {
	st := f.stays[from]
	if !st.gave && x.gives[from] || st.n == 0 && x.collects[from] {
		s.hollow = true
	}
	delete(f.stays, from)
	s.enter(f, from.Succs[n])
}

// stay counts that an unknown condition has kept the loop going.
func (f *frame) stay(b *ssa.BasicBlock) {
	st := f.stays[b]
	st.n++
	f.setStay(b, st)
}

func (f *frame) setStay(b *ssa.BasicBlock, st stay) {
	if f.stays == nil {
		f.stays = make(map[*ssa.BasicBlock]stay)
	}
	f.stays[b] = st
}

// gave notes that goroutine i has done something that others may wait for.
func (s *state) gave(i int) { s.inLoops(i, func(_ *ssa.BasicBlock, st *stay) { st.gave = true }) }

// doubt notes that a condition, which differs from one element of the data to the
// next if it is computed anew, decides what goroutine i does.
func (x *explorer) doubt(s *state, i int, cond ssa.Value) {
	s.inLoops(i, func(b *ssa.BasicBlock, st *stay) {
		st.unsure = st.unsure || b.Parent() != cond.Parent() || varies(cond, x.bodies[b])
	})
}

// varies reports whether a condition is computed in a loop, from more than a variable
// that the loop does not set.
func varies(cond ssa.Value, body map[*ssa.BasicBlock]bool) bool {
	instr, ok := cond.(ssa.Instruction)
	if !ok || !body[instr.Block()] {
		return false
	}
	load, ok := cond.(*ssa.UnOp)
	if !ok {
		return true
	}
	switch load.X.(type) {
	case *ssa.FreeVar, *ssa.Alloc:
	default:
		return true
	}
	refs := load.X.Referrers()
	return refs == nil || slices.ContainsFunc(*refs, func(ref ssa.Instruction) bool {
		store, ok := ref.(*ssa.Store)
		return ok && store.Addr == load.X && body[store.Block()]
	})
}

// inLoops notes something for the loops that goroutine i is in, by the blocks that
// end them.
func (s *state) inLoops(i int, note func(*ssa.BasicBlock, *stay)) {
	for n, f := range s.gs[i].frames {
		for b, st := range f.stays {
			old := st
			if note(b, &st); st != old {
				s.frame(i, n).stays[b] = st
			}
		}
	}
}

func succ(b bool) int {
	if b {
		return 0
	}
	return 1
}

// enter goes to a block of the frame's function and sets its phis.
func (s *state) enter(f *frame, b *ssa.BasicBlock) {
	pred := -1
	for n, p := range b.Preds {
		if p == f.block {
			pred = n
		}
	}
	var phis []*ssa.Phi
	var vals []value
	for _, instr := range b.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		phis = append(phis, phi)
		vals = append(vals, s.get(f, phi.Edges[pred]))
	}
	for n, phi := range phis {
		f.env[phi] = vals[n]
	}
	f.block, f.index = b, len(phis)
}
