package interleave

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file says when an operation can go on and what it does then.

// move is one way in which a state can go on.
type move struct {
	next  *state
	moved []int // the goroutines that complete an operation
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
			x.start(t, i, callee{fv.fn, fv.free, nil}, o.instr, &o.at)
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
	x.push(t, i, callee{fv.fn, fv.free, nil}, nil)
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

// chanMoves returns how a send, receive or select can go on.
func (x *explorer) chanMoves(s *state, i int, o *op) []move {
	var out []move
	ready := false // whether one of the cases can certainly go on
	s = s.opened(o)
	for n, c := range o.cases {
		a, known := c.ch.(addr)
		if !known {
			if _, isNil := c.ch.(nilVal); isNil {
				continue
			}
			// A channel from outside.
			out = append(out, outsideMove(s, i, o, n))
			continue
		}
		ch := s.object(a.obj).ch
		if ch == nil {
			out = append(out, outsideMove(s, i, o, n))
			continue
		}
		if ch.outside {
			out = append(out, outsideMove(s, i, o, n))
		}
		room, _ := s.room(ch)
		switch {
		case c.send && ch.closed:
			t := s.clone()
			t.dead = true
			out = append(out, move{next: t, moved: []int{i}, panic: o.instr})
			ready = true
		case c.send && room:
			t := s.clone()
			w := t.write(a.obj)
			w.ch.buf = append(w.ch.buf, c.val)
			t.complete(i, selected(o, n, nil, false))
			out = append(out, move{next: t, moved: []int{i}})
			ready = true
		case !c.send && len(ch.buf) > 0:
			t := s.clone()
			w := t.write(a.obj)
			v := w.ch.buf[0]
			w.ch.buf = w.ch.buf[1:]
			t.complete(i, selected(o, n, v, true))
			out = append(out, move{next: t, moved: []int{i}})
			ready = true
		case !c.send && ch.closed:
			t := s.clone()
			t.complete(i, selected(o, n, zero(elem(o, n)), false))
			out = append(out, move{next: t, moved: []int{i}})
			ready = true
		case c.send && len(ch.buf) == 0:
			// Who is about to receive need not wait yet, so that a
			// default is possible all the same.
			x.meet(s, i, o, n, a, &out)
		}
	}
	if o.deflt && !ready {
		t := s.clone()
		t.complete(i, selected(o, -1, nil, false))
		out = append(out, move{next: t, moved: []int{i}})
	}
	return out
}

// room tells whether a channel's buffer has room, as far as the path knows how
// big it is: it has, if a loop over tasks sends on make(chan T, len(tasks)). It
// is never known to be full, since that the count of something else has come to
// an end says nothing about the sends.
func (s *state) room(ch *channel) (is, known bool) {
	size := s.resolve(ch.size)
	if n, ok := asInt(size); ok {
		return len(ch.buf) < n, true
	}
	is = s.isLess(intVal(len(ch.buf)), size)
	return is, is
}

// opened returns the state in which channels that o sends on are as good as
// outside, if nobody knows whether they have room.
func (s *state) opened(o *op) *state {
	t := s
	for _, c := range o.cases {
		a, ok := c.ch.(addr)
		if !ok || !c.send || t.object(a.obj).ch == nil || t.object(a.obj).ch.outside {
			continue
		}
		if _, known := t.room(t.object(a.obj).ch); known {
			continue
		}
		if t == s {
			t = s.clone()
		}
		ch := t.write(a.obj).ch
		ch.outside = true
		for _, v := range ch.buf {
			t.share(v)
		}
	}
	return t
}

// meet adds the moves in which a send on an unbuffered channel meets a receive.
func (x *explorer) meet(s *state, i int, o *op, n int, a addr, out *[]move) {
	for j, g := range s.gs {
		if j == i || g.ended || g.op == nil || g.op.kind != opChan {
			continue
		}
		for m, c := range g.op.cases {
			if b, ok := c.ch.(addr); !ok || c.send || b != a {
				continue
			}
			if o.deflt && g.op.deflt {
				continue // neither waits for the other
			}
			t := s.clone()
			t.complete(j, selected(g.op, m, o.cases[n].val, true))
			t.complete(i, selected(o, n, nil, false))
			*out = append(*out, move{next: t, moved: []int{i, j}})
		}
	}
}

// outsideMove is what happens if code outside the scope is the other side.
func outsideMove(s *state, i int, o *op, n int) move {
	t := s.clone()
	if o.cases[n].send {
		t.share(o.cases[n].val)
		t.complete(i, selected(o, n, nil, false))
	} else {
		t.complete(i, selected(o, n, t.fresh(), t.fresh()))
	}
	a, known := o.cases[n].ch.(addr)
	if known && s.object(a.obj).site != nil {
		t.assumed = true // it was made here, and has been given away
	}
	return move{next: t, moved: []int{i}, free: len(o.cases) == 1 && !known}
}

// elem returns the type of the elements of case n's channel.
func elem(o *op, n int) types.Type {
	var ch ssa.Value
	switch instr := o.instr.(type) {
	case *ssa.UnOp:
		ch = instr.X
	case *ssa.Select:
		ch = instr.States[n].Chan
	default:
		return types.Typ[types.Invalid]
	}
	return ch.Type().Underlying().(*types.Chan).Elem()
}

// selected returns the result of the instruction if case n went on: ok is a
// bool or an unknown value.
func selected(o *op, n int, v value, ok any) value {
	if b, isBool := ok.(bool); isBool {
		ok = boolVal(b)
	}
	if o.semaphore {
		if n < 0 {
			return o.none
		}
		return o.results[n]
	}
	switch instr := o.instr.(type) {
	case *ssa.UnOp:
		if instr.CommaOk {
			return &tupleVal{[]value{v, ok}}
		}
		return v
	case *ssa.Select:
		t := &tupleVal{vs: []value{intVal(n), ok}}
		for m, st := range instr.States {
			if st.Dir == types.RecvOnly {
				if m == n {
					t.vs = append(t.vs, v)
				} else {
					t.vs = append(t.vs, nil)
				}
			}
		}
		return t
	}
	return nil
}

// closeMoves closes a channel.
func (x *explorer) closeMoves(s *state, i int, o *op) []move {
	t := s.clone()
	m := move{next: t, moved: []int{i}}
	if _, isNil := o.cases[0].ch.(nilVal); isNil {
		t.dead, m.panic = true, o.instr
		return []move{m}
	}
	a, ok := o.cases[0].ch.(addr)
	if !ok || s.object(a.obj).ch == nil {
		t.complete(i, nil)
		return []move{m}
	}
	if s.object(a.obj).ch.closed {
		t.dead, m.panic = true, o.instr
		return []move{m}
	}
	t.write(a.obj).ch.closed = true
	t.assumed = s.assumed || s.gs[i].oneOfMany()
	t.complete(i, nil)
	return []move{m}
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
