package interleave

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file says when an operation can go on and what it does then, but for those on
// channels.

// move is one way in which a state can go on.
type move struct {
	next  *state
	moved []int // the goroutines that complete an operation
	took  []int // which case of it each of them takes, if it has several
	free  bool  // no other goroutine could make a difference
	panic ssa.Instruction
}

// moves returns the ways in which goroutine i can go on in s. The states are
// those right after the operation; what follows has not run yet.
func (x *explorer) moves(s *state, i int) []move {
	o := s.gs[i].op
	switch o.kind {
	case opChan:
		return x.chanMoves(s, i, o)
	case opClose:
		return x.closeMoves(s, i, o)
	case opOnce:
		return x.onceMoves(s, i, o)
	}
	t := s.clone()
	if !o.known {
		t.assumed = true
		t.complete(i, nil)
		return []move{{next: t, moved: []int{i}, free: true}}
	}
	switch o.kind {
	case opCancel:
		t.cancel(o.at.obj)
		t.complete(i, nil)
	case opLock:
		x.looks = x.looks || o.try
		return lockMoves(s, t, i, o)
	case opUnlock:
		own := t.unlock(i, o.at, o.mode)
		x.looks = x.looks || !own
		t.complete(i, nil)
		return []move{{next: t, moved: []int{i}, free: own && !x.care.held}}
	case opAdd:
		p := t.prim(o.at)
		if p.limit > 0 && p.count >= p.limit && o.start != nil {
			return nil
		}
		limited := p.limit > 0
		p.count += o.n
		if p.count < 0 && !p.unknown {
			t.dead = true // it panics
		}
		raised, left := o.n > 0, p.count > 0
		t.complete(i, nil)
		if fv, ok := o.start.(*funcVal); ok {
			x.start(t, i, target{fv.fn, fv.free, nil}, o.instr, &o.at)
		}
		if raised {
			x.raises(s, i)
		}
		// Nothing but Wait looks at the counter, unless there is a limit.
		return []move{{next: t, moved: []int{i}, free: !limited && (raised && !x.care.early || !raised && left)}}
	case opWait:
		x.waits(s, i)
		p := s.peek(o.at)
		if p.count > 0 && !p.unknown {
			return nil
		}
		t.assumed = t.assumed || p.unknown
		t.complete(i, nil)
	case opSleep:
		return sleepMoves(t, i, o)
	case opSignal:
		return signalMoves(s, i, o)
	}
	return []move{{next: t, moved: []int{i}}}
}

// complete ends the operation that goroutine i has come to; v is its result.
func (s *state) complete(i int, v value) {
	g := s.goroutine(i)
	instr := g.op.instr
	if g.op.gives() {
		s.gave(i)
	}
	g.op = nil
	if val, ok := instr.(ssa.Value); ok && v != nil {
		if _, deferred := instr.(*ssa.Defer); !deferred {
			s.top(i).env[val] = v
		}
	}
}

// gives reports whether others may wait for the operation.
func (o *op) gives() bool {
	switch o.kind {
	case opClose, opCancel, opSignal:
		return true
	case opChan:
		return slices.ContainsFunc(o.cases, func(c chanCase) bool { return c.send != o.semaphore })
	}
	return false
}

// lockMoves returns how a lock can be taken. A writer that has to wait keeps
// new readers out.
func lockMoves(s, t *state, i int, o *op) []move {
	p := s.peek(o.at)
	available := p.writer == 0 && (o.mode == syncop.Read && p.pending == 0 || len(p.readers) == 0 && o.mode == syncop.Write)
	switch {
	case available:
		q := t.prim(o.at)
		if o.mode == syncop.Read {
			q.readers = append(q.readers, i)
		} else {
			q.writer = i + 1
			if o.told {
				q.pending--
			}
		}
		t.forget()
		t.complete(i, result(o, true))
		return []move{{next: t, moved: []int{i}}}
	case o.try:
		t.complete(i, result(o, false))
		return []move{{next: t, moved: []int{i}}}
	case o.mode == syncop.Write && !o.told && len(p.readers) > 0:
		t.prim(o.at).pending++
		told := *o
		told.told = true
		t.goroutine(i).op = &told
		return []move{{next: t}}
	}
	return nil
}

// unlock releases a lock and reports whether goroutine i held it. It need not,
// but that nobody does ends the program.
func (s *state) unlock(i int, at addr, mode syncop.Mode) bool {
	p := s.prim(at)
	switch {
	case mode == syncop.Read && slices.Contains(p.readers, i):
		p.readers = without(p.readers, i)
		return true
	case mode == syncop.Read && len(p.readers) > 0:
		p.readers = p.readers[1:]
	case mode != syncop.Read && p.writer > 0:
		own := p.writer == i+1
		p.writer = 0
		return own
	case !p.unknown:
		s.dead = true
	}
	return p.unknown
}

// onceMoves returns how Once.Do goes on: whoever comes first calls the
// function, and who comes then waits until that has returned.
func (x *explorer) onceMoves(s *state, i int, o *op) []move {
	t := s.clone()
	moves := []move{{next: t, moved: []int{i}}}
	if o.known {
		p := s.peek(o.at)
		switch {
		case p.writer > 0:
			return nil
		case p.done:
			t.complete(i, nil)
			return moves
		}
	}
	t.complete(i, nil)
	fv, ok := o.once.(*funcVal)
	if !ok || len(fv.fn.Blocks) == 0 {
		t.share(o.once)
		if o.known {
			t.prim(o.at).done = true
		}
		return moves
	}
	x.push(t, i, target{fv.fn, fv.free, nil}, nil)
	if o.known && !t.cut {
		t.prim(o.at).writer = i + 1
		t.top(i).once = &o.at
	}
	return moves
}

func result(o *op, ok bool) value {
	if o.try {
		return boolVal(ok)
	}
	return nil
}

// sleepMoves returns how Cond.Wait goes on: it releases the lock and sleeps;
// being woken turns it into taking the lock again.
func sleepMoves(t *state, i int, o *op) []move {
	if o.told {
		if t.peek(o.at).unknown {
			t.wake(i, o.at)
			t.assumed = true
			return []move{{next: t, moved: []int{i}}}
		}
		return nil
	}
	if o.l != nil {
		t.unlock(i, *o.l, syncop.Write)
	}
	p := t.prim(o.at)
	p.waiters = append(p.waiters, i)
	asleep := *o
	asleep.told = true
	t.goroutine(i).op = &asleep
	return []move{{next: t}}
}

// signalMoves returns how waiters of a Cond can be woken.
func signalMoves(s *state, i int, o *op) []move {
	waiters := s.peek(o.at).waiters
	if len(waiters) == 0 {
		t := s.clone()
		t.complete(i, nil)
		return []move{{next: t, moved: []int{i}}}
	}
	if o.all {
		t := s.clone()
		for _, w := range waiters {
			t.wake(w, o.at)
		}
		t.complete(i, nil)
		return []move{{next: t, moved: append([]int{i}, waiters...)}}
	}
	var out []move
	for _, w := range waiters {
		t := s.clone()
		t.wake(w, o.at)
		t.complete(i, nil)
		out = append(out, move{next: t, moved: []int{i, w}})
	}
	return out
}

func (s *state) wake(w int, cond addr) {
	p := s.prim(cond)
	p.waiters = without(p.waiters, w)
	o := s.gs[w].op
	woken := &op{kind: opLock, instr: o.instr}
	if o.l != nil {
		woken.at, woken.known = *o.l, true
	}
	s.goroutine(w).op = woken
}

// oneOfMany reports whether a goroutine is one of those that a loop starts, and
// has been chosen among them, perhaps because it is the last.
func (g *goroutine) oneOfMany() bool {
	return g.chosen && g.site != nil && innermost(g.site.Block()) != nil
}

// cancel closes the done channels of a context and of those derived from it.
func (s *state) cancel(obj int) {
	o := s.write(obj)
	if o.ch == nil || o.ch.closed {
		return
	}
	o.ch.closed = true
	for _, kid := range o.kids {
		s.cancel(kid)
	}
}

// without returns is without the last i.
func without(is []int, i int) []int {
	for n := len(is) - 1; n >= 0; n-- {
		if is[n] == i {
			return append(is[:n:n], is[n+1:]...)
		}
	}
	return is
}
