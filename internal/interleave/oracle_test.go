package interleave

import (
	"fmt"
	"slices"
)

// This file is an explorer that knows no tricks: it interprets programs as they
// were made up, not their SSA, and goes through all states with nothing left
// out. It says which goroutines can come to a point from which nothing lets
// them go on.

// world is a state of a program.
type world struct {
	gs     []thread
	chans  []pipe // the channels, and then the contexts
	locks  []rw
	groups []int
	asleep [][]int // waiters of the conds
	flags  []bool
	onces  []int // 1: being done, 2: done
	fatal  *stmt // what ended the program
}

// thread is a goroutine. The last level is the innermost.
type thread struct {
	site   *stmt
	levels []level
	phase  phase
	group  int // that counts it, or -1
}

// level is a block that is being executed.
type level struct {
	body   []*stmt
	at     int
	left   int // further rounds
	fn     bool
	defers []*stmt
	once   int // that the function is done by, or -1
}

// phase is how far a goroutine has come with its operation.
type phase uint8

const (
	arrived phase = iota
	parked        // others see that it waits for a channel
	queued        // readers see that it waits for the lock
	sleeping
	woken
)

type pipe struct {
	cap    int
	buf    []int
	closed bool
	kids   []int
}

type rw struct {
	held    bool
	readers int
	queued  bool // a writer waits for the readers to leave
}

func (w *world) clone() *world {
	c := *w
	c.gs = slices.Clone(w.gs)
	for i := range c.gs {
		c.gs[i].levels = slices.Clone(c.gs[i].levels)
	}
	c.chans = slices.Clone(w.chans)
	for i := range c.chans {
		c.chans[i].buf = slices.Clone(c.chans[i].buf)
	}
	c.locks, c.groups, c.flags, c.onces = slices.Clone(w.locks), slices.Clone(w.groups), slices.Clone(w.flags), slices.Clone(w.onces)
	c.asleep = slices.Clone(w.asleep)
	for i := range c.asleep {
		c.asleep[i] = slices.Clone(c.asleep[i])
	}
	return &c
}

// key tells states apart: all that can differ, a byte or two each.
func (w *world) key() string {
	if w.fatal != nil {
		return fmt.Sprintf("fatal %p", w.fatal)
	}
	var b []byte
	flag := func(on bool) {
		b = append(b, 0)
		if on {
			b[len(b)-1] = 1
		}
	}
	for _, g := range w.gs {
		b = append(b, '|', byte(g.phase), byte(g.group))
		for _, l := range g.levels {
			b = append(b, '/', byte(l.body[0].id), byte(l.body[0].id>>8), byte(l.at), byte(l.left), byte(l.once), byte(len(l.defers)))
			for _, d := range l.defers {
				b = append(b, byte(d.id), byte(d.id>>8))
			}
		}
	}
	for _, c := range w.chans {
		flag(c.closed)
		b = append(b, byte(len(c.buf)))
		for _, v := range c.buf {
			b = append(b, byte(v))
		}
	}
	for _, l := range w.locks {
		flag(l.held)
		flag(l.queued)
		b = append(b, byte(l.readers))
	}
	for i, a := range w.asleep {
		flag(w.flags[i])
		b = append(b, byte(len(a)))
		for _, g := range a {
			b = append(b, byte(g))
		}
	}
	for _, n := range slices.Concat(w.groups, w.onces) {
		b = append(b, byte(n))
	}
	return string(b)
}

// op returns what goroutine i has come to, or nil if it has ended.
func (w *world) op(i int) *stmt {
	g := &w.gs[i]
	if len(g.levels) == 0 {
		return nil
	}
	l := &g.levels[len(g.levels)-1]
	return l.body[l.at]
}

// oracle goes through the states of a program.
type oracle struct {
	p      *program
	params [2]bool
	n      int
	worlds []*world
	index  map[string]int
	next   [][]step
	parks  bool                // somebody looks whether others wait
	stuck  []map[blockedAt]int // in each state from which the program does not die
}

// step leads to another state.
type step struct {
	to    int
	moved []int // the goroutines that go on
}

// Limits of what the oracle looks at.
const (
	maxWorlds  = 5000
	maxThreads = 7
	maxBacklog = 200 // local statements on end
)

// explore goes through all states, and reports whether that was possible.
func (o *oracle) explore() bool {
	p := o.p
	w := &world{
		locks: make([]rw, len(p.locks)), groups: make([]int, p.groups), asleep: make([][]int, len(p.conds)),
		flags: make([]bool, len(p.conds)), onces: make([]int, p.onces),
	}
	for _, n := range p.chans {
		w.chans = append(w.chans, pipe{cap: n})
	}
	for i, parent := range p.ctxs {
		w.chans = append(w.chans, pipe{})
		if parent >= 0 {
			c := &w.chans[len(p.chans)+parent]
			c.kids = append(c.kids, len(p.chans)+i)
		}
	}
	w.gs = []thread{{group: -1}}
	w.enter(0, level{body: p.body, fn: true, once: -1})
	if !o.settle(w) {
		return false
	}
	o.add(w)
	for i := 0; i < len(o.worlds); i++ {
		if len(o.worlds) > maxWorlds {
			return false
		}
		var out []step
		ok := true
		if w := o.worlds[i]; w.fatal == nil {
			for g := range w.gs {
				o.moves(w, g, func(next *world, moved ...int) {
					if next.fatal == nil {
						ok = o.settle(next) && ok
					}
					out = append(out, step{o.add(next), moved})
				})
			}
		}
		if !ok {
			return false
		}
		o.next = append(o.next, out)
	}
	return true
}

func (o *oracle) add(w *world) int {
	k := w.key()
	if i, ok := o.index[k]; ok {
		return i
	}
	o.index[k] = len(o.worlds)
	o.worlds = append(o.worlds, w)
	return len(o.worlds) - 1
}
