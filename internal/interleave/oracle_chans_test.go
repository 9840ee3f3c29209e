package interleave

// This file says what operations on channels do.

// casesOf returns what an operation on channels waits for.
func casesOf(st *stmt) []*selCase {
	switch st.verb {
	case send:
		return []*selCase{{send: true, ch: st.obj, val: st.n}}
	case recv, recvIf, rangeOver:
		return []*selCase{{ch: st.obj}}
	case selecting:
		return st.cases
	}
	return nil
}

// communicate yields what can follow an operation on channels.
func (o *oracle) communicate(w *world, g int, st *stmt, cases []*selCase, yield func(*world, ...int)) {
	polls := st.verb == selecting && st.n == 1
	ready := false
	for i, c := range cases {
		if c.ch == timeout {
			t := w.clone()
			t.complete(g, i, 0, true)
			yield(t, g)
			continue
		}
		ch := &w.chans[c.ch]
		t := w.clone()
		tc := &t.chans[c.ch]
		switch {
		case c.send && ch.closed:
			t.fatal = st
		case c.send && len(ch.buf) < ch.cap:
			tc.buf = append(tc.buf, c.val)
			t.complete(g, i, 0, true)
		case !c.send && len(ch.buf) > 0:
			tc.buf = tc.buf[1:]
			t.complete(g, i, ch.buf[0], true)
		case !c.send && ch.closed:
			t.complete(g, i, 0, false)
		case ch.cap == 0:
			ready = o.meet(w, g, i, c, polls, yield) || ready
			continue
		default:
			continue
		}
		ready = true
		yield(t, g)
	}
	switch {
	case polls && !ready:
		t := w.clone()
		t.complete(g, -1, 0, false)
		yield(t, g)
	case !polls && o.parks && w.gs[g].phase != parked:
		t := w.clone()
		t.gs[g].phase = parked
		yield(t)
	}
}

// meet lets goroutine g meet others on an unbuffered channel. It reports
// whether one of them waits for that.
func (o *oracle) meet(w *world, g, i int, c *selCase, polls bool, yield func(*world, ...int)) bool {
	ready := false
	for h := range w.gs {
		st := w.op(h)
		if h == g || st == nil {
			continue
		}
		for j, d := range casesOf(st) {
			if d.send == c.send || d.ch != c.ch {
				continue
			}
			otherPolls := st.verb == selecting && st.n == 1
			isParked := w.gs[h].phase == parked
			ready = ready || isParked
			if !c.send || polls && !isParked || otherPolls && w.gs[g].phase != parked {
				continue // receivers leave it to the sender; who polls meets only who waits
			}
			t := w.clone()
			t.complete(h, j, c.val, true)
			t.complete(g, i, 0, true)
			yield(t, g, h)
		}
	}
	return ready
}

// complete ends an operation on channels with case i.
func (w *world) complete(g, i, val int, ok bool) {
	st := w.op(g)
	w.gs[g].phase = arrived
	if st.verb == rangeOver && ok {
		w.inside(g, st.body)
		return
	}
	w.top(g).at++
	switch {
	case st.verb == recvIf && st.n == 0:
		w.inside(g, pick(val == 1, st))
	case st.verb == recvIf:
		w.inside(g, pick(ok, st))
	case st.verb == selecting && i < 0:
		w.inside(g, st.alt)
	case st.verb == selecting:
		w.inside(g, st.cases[i].body)
	}
}
