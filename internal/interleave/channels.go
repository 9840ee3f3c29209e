package interleave

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file says when an operation on channels can go on and what it does then.

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
			out = append(out, move{next: t, moved: []int{i}, took: []int{n}, panic: o.instr})
			ready = true
		case c.send && room:
			t := s.clone()
			w := t.write(a.obj)
			w.ch.buf = append(w.ch.buf, c.val)
			t.complete(i, selected(o, n, nil, false))
			out = append(out, move{next: t, moved: []int{i}, took: []int{n}})
			ready = true
		case !c.send && len(ch.buf) > 0:
			t := s.clone()
			w := t.write(a.obj)
			v := w.ch.buf[0]
			w.ch.buf = w.ch.buf[1:]
			t.complete(i, selected(o, n, v, true))
			out = append(out, move{next: t, moved: []int{i}, took: []int{n}})
			ready = true
		case !c.send && ch.closed:
			t := s.clone()
			t.hollow = t.hollow || ch.vague
			t.complete(i, selected(o, n, zero(elem(o, n)), false))
			out = append(out, move{next: t, moved: []int{i}, took: []int{n}})
			ready = true
		case c.send && len(ch.buf) == 0:
			// Who is about to receive need not wait yet, so that a
			// default is possible all the same.
			x.meet(s, i, o, n, a, &out)
		}
	}
	if o.deflt && !ready {
		t := s.clone()
		t.complete(i, selected(o, byDefault, nil, false))
		out = append(out, move{next: t, moved: []int{i}, took: []int{byDefault}})
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
		ch.outside, ch.vague = true, true
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
			*out = append(*out, move{next: t, moved: []int{i, j}, took: []int{n, m}})
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
		t.hollow = t.hollow || !o.cases[n].send && s.object(a.obj).ch.vague
	}
	return move{next: t, moved: []int{i}, took: []int{n}, free: len(o.cases) == 1 && !known}
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
