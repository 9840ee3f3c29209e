package interleave

import (
	"golang.org/x/tools/go/ssa"
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
		s.enter(f, f.block.Succs[succ(b != negated)])
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
	if f.stays == nil {
		f.stays = make(map[*ssa.BasicBlock]stay)
	}
	st := f.stays[b]
	st.n++
	f.stays[b] = st
}

// gave notes that goroutine i has done something that others may wait for.
func (s *state) gave(i int) {
	for n, f := range s.gs[i].frames {
		for b, st := range f.stays {
			if !st.gave {
				st.gave = true
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
