package interleave

import "slices"

// This file says what the statements of a program do.

// enter begins a block in goroutine g.
func (w *world) enter(g int, l level) { w.gs[g].levels = append(w.gs[g].levels, l) }

func (w *world) top(g int) *level {
	ls := w.gs[g].levels
	return &ls[len(ls)-1]
}

// inside begins a block of the function that goroutine g is in.
func (w *world) inside(g int, body []*stmt) { w.enter(g, level{body: body, once: -1}) }

// advance ends the operation that goroutine g has come to.
func (w *world) advance(g int) {
	w.gs[g].phase = arrived
	w.top(g).at++
}

// settle lets all goroutines come to their next operation. It reports whether
// they do.
func (o *oracle) settle(w *world) bool {
	for g := 0; g < len(w.gs); g++ {
		for n := 0; o.local(w, g); n++ {
			if n > maxBacklog || len(w.gs) > maxThreads {
				return false
			}
		}
	}
	return true
}

// local executes what only goroutine g can see, and reports whether that is
// anything at all.
func (o *oracle) local(w *world, g int) bool {
	if w.fatal != nil || len(w.gs[g].levels) == 0 {
		return false
	}
	l := w.top(g)
	if l.at >= len(l.body) {
		w.ends(g, l)
		return true
	}
	st := l.body[l.at]
	switch st.verb {
	case branch:
		l.at++
		w.inside(g, pick(o.params[st.obj], st))
	case repeat, repeatN, forever:
		l.at++
		n := map[verb]int{repeat: st.n, repeatN: o.n, forever: 0}[st.verb]
		if n > 0 || st.verb == forever {
			w.enter(g, level{body: st.body, left: n - 1, once: -1})
		}
	case call:
		l.at++
		w.enter(g, level{body: st.body, fn: true, once: -1})
	case spawn:
		l.at++
		w.start(st, -1)
	case set:
		l.at++
		w.flags[st.obj] = true
	case sleep:
		if w.gs[g].phase != arrived || st.n != 0 || !w.flags[st.obj] {
			return false
		}
		l.at++
	case deferFor:
		l.at++
		f := w.function(g)
		f.defers = append(f.defers[:len(f.defers):len(f.defers)], st)
	case leave:
		f := w.function(g)
		f.at = len(f.body)
		for !w.top(g).fn {
			w.gs[g].levels = w.gs[g].levels[:len(w.gs[g].levels)-1]
		}
	default:
		return false
	}
	return true
}

func pick(b bool, st *stmt) []*stmt {
	if b {
		return st.body
	}
	return st.alt
}

// ends goes on at the end of a block.
func (w *world) ends(g int, l *level) {
	t := &w.gs[g]
	switch {
	case l.left != 0:
		l.at = 0
		l.left = max(l.left-1, -1)
		return
	case len(l.defers) > 0:
		d := l.defers[len(l.defers)-1]
		l.defers = l.defers[:len(l.defers)-1]
		w.inside(g, d.body)
		return
	case l.once >= 0:
		w.onces[l.once] = 2
	}
	t.levels = t.levels[:len(t.levels)-1]
	if len(t.levels) == 0 && t.group >= 0 {
		if w.groups[t.group]--; w.groups[t.group] < 0 {
			w.fatal = t.site
		}
	}
}

// function returns the level of the function that goroutine g is in.
func (w *world) function(g int) *level {
	ls := w.gs[g].levels
	for i := len(ls) - 1; ; i-- {
		if ls[i].fn {
			return &ls[i]
		}
	}
}

func (w *world) start(st *stmt, group int) {
	w.gs = append(w.gs, thread{site: st, group: group})
	w.enter(len(w.gs)-1, level{body: st.body, fn: true, once: -1})
}

// moves yields the states that an operation of goroutine g leads to.
func (o *oracle) moves(w *world, g int, yield func(next *world, moved ...int)) {
	st := w.op(g)
	if st == nil {
		return
	}
	if cases := casesOf(st); len(cases) > 0 {
		o.communicate(w, g, st, cases, yield)
		return
	}
	t := w.clone()
	goOn := func() {
		t.advance(g)
		yield(t, g)
	}
	switch st.verb {
	case closing:
		if c := &t.chans[st.obj]; c.closed || c.cap < 0 {
			t.fatal = st
		}
		t.chans[st.obj].closed = true
		goOn()
	case cancel:
		t.cancel(len(o.p.chans) + st.obj)
		goOn()
	case lock, rlock, tryLock, unlock, runlock:
		t.lock(g, st, &t.locks[st.obj], yield)
	case addTo, done, spawnIn:
		t.groups[st.obj] += map[verb]int{addTo: st.n, done: -1, spawnIn: 1}[st.verb]
		if t.groups[st.obj] < 0 {
			t.fatal = st
		}
		if st.verb == spawnIn {
			t.start(st, st.obj)
		}
		goOn()
	case waitFor:
		if t.groups[st.obj] == 0 {
			goOn()
		}
	case sleep:
		t.sleep(g, st, &t.locks[o.p.conds[st.obj]], yield)
	case signal, wakeAll:
		waiters := t.asleep[st.obj]
		switch {
		case st.verb == wakeAll || len(waiters) == 0:
			for _, h := range waiters {
				t.gs[h].phase = woken
			}
			t.asleep[st.obj] = nil
			t.advance(g)
			yield(t, append(waiters, g)...)
		default:
			for i, h := range waiters {
				u := w.clone()
				u.gs[h].phase = woken
				u.asleep[st.obj] = slices.Delete(u.asleep[st.obj], i, i+1)
				u.advance(g)
				yield(u, g, h)
			}
		}
	case onceDo:
		switch t.onces[st.obj] {
		case 0:
			t.onces[st.obj] = 1
			t.advance(g)
			t.enter(g, level{body: st.body, fn: true, once: st.obj})
			yield(t, g)
		case 2:
			goOn()
		}
	}
}

func (w *world) cancel(ch int) {
	w.chans[ch].closed = true
	for _, kid := range w.chans[ch].kids {
		w.cancel(kid)
	}
}

func (w *world) lock(g int, st *stmt, l *rw, yield func(*world, ...int)) {
	free := !l.held && !l.queued
	switch st.verb {
	case unlock:
		if !l.held {
			w.fatal = st
		}
		l.held = false
	case runlock:
		if l.readers == 0 {
			w.fatal = st
		}
		l.readers--
	case rlock:
		if !free {
			return
		}
		l.readers++
	case tryLock:
		ok := free && l.readers == 0
		l.held = l.held || ok
		w.advance(g)
		w.inside(g, pick(ok, st))
		yield(w, g)
		return
	case lock:
		switch {
		case w.gs[g].phase == queued && l.readers == 0:
			l.queued, l.held = false, true
		case free && l.readers == 0:
			l.held = true
		case free:
			l.queued = true
			w.gs[g].phase = queued
			yield(w)
			return
		default:
			return
		}
	}
	w.advance(g)
	yield(w, g)
}

func (w *world) sleep(g int, st *stmt, l *rw, yield func(*world, ...int)) {
	switch w.gs[g].phase {
	case arrived:
		if !l.held {
			w.fatal = st
		}
		l.held = false
		w.gs[g].phase = sleeping
		w.asleep[st.obj] = append(w.asleep[st.obj], g)
		yield(w)
	case woken: // conds have no RWMutex
		if l.held {
			return
		}
		l.held = true
		w.gs[g].phase = arrived
		if st.n != 0 || w.flags[st.obj] {
			w.top(g).at++
		}
		yield(w, g)
	}
}
