package interleave

import (
	"math/rand/v2"
	"slices"
)

// This file makes up programs.

// generator makes up a program of what it likes to use.
type generator struct {
	*rand.Rand
	p       *program
	spawns  int // left
	private int // from here on, locks belong to Conds
}

// generate makes up the program of a seed.
func generate(seed uint64) *program {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 1)), p: new(program)}
	p := g.p
	p.method = g.IntN(3) == 0
	// Few things for many to meet at.
	switch g.IntN(10) {
	case 0, 1, 2, 3: // channels
		g.makeChans(1 + g.IntN(3))
	case 4, 5: // locks and channels
		g.makeChans(1 + g.IntN(2))
		g.makeLocks(1 + g.IntN(2))
	case 6:
		g.makeLocks(1 + g.IntN(3))
		p.groups = g.IntN(2)
	case 7:
		g.makeChans(g.IntN(2))
		p.groups = 1 + g.IntN(2)
		p.onces = g.IntN(2)
	case 8:
		g.makeChans(g.IntN(2))
		p.conds = make([]int, 1+g.IntN(2)/2*g.IntN(2))
		p.onces = g.IntN(2)
	case 9:
		g.makeChans(1 + g.IntN(2))
		p.ctxs = []int{-1}
		if g.IntN(2) == 0 {
			p.ctxs = append(p.ctxs, g.IntN(2)-1)
		}
		p.onces = g.IntN(2)
	}
	if g.IntN(5) == 0 {
		p.onces++
	}
	g.private = len(p.locks)
	for i := range p.conds {
		p.conds[i] = len(p.locks)
		p.locks = append(p.locks, false)
	}
	g.spawns = 1 + g.IntN(3)
	p.body = g.block(0, 2+g.IntN(5))
	for g.spawns > 0 && g.IntN(4) > 0 {
		p.body = slices.Insert(p.body, g.IntN(len(p.body)+1), g.spawn()...)
	}
	return p
}

func (g *generator) makeChans(n int) {
	for range n {
		g.p.chans = append(g.p.chans, []int{0, 0, 0, 0, 0, 1, 1, 1, 2, -1}[g.IntN(10)])
	}
}

func (g *generator) makeLocks(n int) {
	for range n {
		g.p.locks = append(g.p.locks, g.IntN(2) == 0)
	}
}

// block makes up about n statements.
func (g *generator) block(depth, n int) []*stmt {
	var out []*stmt
	for range n {
		if depth < maxNested {
			out = append(out, g.stmts(depth)...)
		}
	}
	return out
}

// maxNested is how deep blocks are nested.
const maxNested = 4

// stmts makes up a statement, or some that belong together.
func (g *generator) stmts(depth int) []*stmt {
	one := func(st stmt) []*stmt { return []*stmt{&st} }
	if depth < maxNested && g.IntN(4) == 0 {
		return g.compound(depth)
	}
	if g.IntN(30) == 0 {
		return one(stmt{verb: leave})
	}
	var kinds []func() []*stmt
	p := g.p
	if n := len(p.chans); n > 0 {
		kinds = append(kinds, func() []*stmt { return g.channel(g.IntN(n), depth) })
	}
	if g.private > 0 {
		kinds = append(kinds, func() []*stmt { return g.critical(g.IntN(g.private), depth) })
	}
	if p.groups > 0 {
		kinds = append(kinds, func() []*stmt { return g.counting(g.IntN(p.groups)) })
	}
	if n := len(p.conds); n > 0 {
		kinds = append(kinds, func() []*stmt { return g.condition(g.IntN(n)) })
	}
	if p.onces > 0 {
		kinds = append(kinds, func() []*stmt {
			return one(stmt{verb: onceDo, obj: g.IntN(p.onces), body: g.block(depth+1, g.IntN(2))})
		})
	}
	if n := len(p.ctxs); n > 0 {
		kinds = append(kinds, func() []*stmt {
			i := g.IntN(n)
			return g.maybeDefer(one([]stmt{{verb: cancel, obj: i}, {verb: recv, obj: len(p.chans) + i}}[g.IntN(2)]))
		})
	}
	if len(kinds) == 0 || depth == 0 && g.spawns > 0 && g.IntN(3) == 0 {
		return g.spawn()
	}
	return kinds[g.IntN(len(kinds))]()
}

// compound makes up a statement that contains others.
func (g *generator) compound(depth int) []*stmt {
	st := &stmt{}
	inner := func() []*stmt { return g.block(depth+1, 1+g.IntN(2)) }
	switch g.IntN(12) {
	case 0, 1, 2, 9, 10, 11:
		st.verb, st.obj = branch, g.IntN(2)
		st.body = inner()
		if g.IntN(2) == 0 {
			st.alt = inner()
		}
	case 3:
		st.verb, st.n, st.body = repeat, 1+g.IntN(3), inner()
	case 4:
		st.verb, st.body = repeatN, inner()
	case 5:
		st.verb, st.body = call, inner()
	case 6, 7:
		if len(g.p.chans)+len(g.p.ctxs) == 0 {
			return g.stmts(depth + 1)
		}
		return []*stmt{g.selecting(depth)}
	case 8:
		if len(g.p.chans)+len(g.p.ctxs) == 0 {
			return g.stmts(depth + 1)
		}
		sel := g.selecting(depth)
		c := sel.cases[g.IntN(len(sel.cases))]
		c.body = append(c.body, &stmt{verb: leave})
		st.verb, st.body = forever, []*stmt{sel}
	}
	return []*stmt{st}
}

func (g *generator) selecting(depth int) *stmt {
	st := &stmt{verb: selecting}
	for range 1 + g.IntN(3) {
		c := &selCase{ch: g.IntN(len(g.p.chans) + len(g.p.ctxs))}
		if c.ch < len(g.p.chans) && g.IntN(2) == 0 {
			c.send, c.val = true, g.IntN(2)
		}
		c.body = g.block(depth+1, g.IntN(2))
		st.cases = append(st.cases, c)
	}
	switch g.IntN(6) {
	case 0, 1:
		st.n, st.alt = 1, g.block(depth+1, g.IntN(2))
	case 2:
		st.cases = append(st.cases, &selCase{ch: timeout, body: g.block(depth+1, g.IntN(2))})
	}
	return st
}

// spawn starts a goroutine, which a WaitGroup may count.
func (g *generator) spawn() []*stmt {
	if g.spawns <= 0 {
		return nil
	}
	g.spawns--
	body := g.block(1, 1+g.IntN(3))
	if g.p.groups == 0 || g.IntN(3) == 0 {
		return []*stmt{{verb: spawn, body: body}}
	}
	i := g.IntN(g.p.groups)
	add, end := &stmt{verb: addTo, obj: i, n: 1}, &stmt{verb: done, obj: i}
	switch g.IntN(6) {
	case 0, 1:
		return []*stmt{{verb: spawnIn, obj: i, body: body}}
	case 2, 3:
		body = append([]*stmt{{verb: deferFor, body: []*stmt{end}}}, body...)
	case 4:
		body = append(body, end)
	}
	return []*stmt{add, {verb: spawn, body: body}}
}

func (g *generator) channel(ch, depth int) []*stmt {
	st := &stmt{obj: ch}
	switch g.IntN(12) {
	case 0, 1, 2, 3:
		st.verb, st.n = send, g.IntN(2)
	case 4, 5, 6, 7:
		st.verb = recv
	case 8:
		st.verb, st.n, st.body = recvIf, g.IntN(2), g.block(depth+1, 1)
		if g.IntN(2) == 0 {
			st.alt = g.block(depth+1, 1)
		}
	case 9:
		st.verb, st.body = rangeOver, g.block(depth+2, g.IntN(2))
	default:
		st.verb = closing
		return g.maybeDefer([]*stmt{st})
	}
	return []*stmt{st}
}

// maybeDefer defers a statement now and then.
func (g *generator) maybeDefer(sts []*stmt) []*stmt {
	if st := sts[0]; g.IntN(3) == 0 && st.verb != recv {
		return []*stmt{{verb: deferFor, body: []*stmt{st}}}
	}
	return sts
}

// critical makes up a critical section, mostly a right one.
func (g *generator) critical(l, depth int) []*stmt {
	take, release := &stmt{verb: lock, obj: l}, &stmt{verb: unlock, obj: l}
	if g.p.locks[l] && g.IntN(2) == 0 {
		take.verb, release.verb = rlock, runlock
	}
	body := g.block(depth+1, g.IntN(3))
	switch g.IntN(14) {
	case 0: // forgotten
		return append([]*stmt{take}, body...)
	case 1: // somebody else's
		return append(body, release)
	case 2, 3, 4:
		return append([]*stmt{take, {verb: deferFor, body: []*stmt{release}}}, body...)
	case 5, 6:
		release.verb = unlock
		return []*stmt{{verb: tryLock, obj: l, body: append(body, release), alt: g.block(depth+1, g.IntN(2))}}
	}
	return append(append([]*stmt{take}, body...), release)
}

func (g *generator) counting(i int) []*stmt {
	switch g.IntN(6) {
	case 0:
		return []*stmt{{verb: addTo, obj: i, n: 1 + g.IntN(2)}}
	case 1:
		return g.maybeDefer([]*stmt{{verb: done, obj: i}})
	}
	return []*stmt{{verb: waitFor, obj: i}}
}

// condition makes up a wait for a flag, or what ends such waits.
func (g *generator) condition(i int) []*stmt {
	take, release := &stmt{verb: lock, obj: g.p.conds[i]}, &stmt{verb: unlock, obj: g.p.conds[i]}
	wake := &stmt{verb: []verb{signal, wakeAll}[g.IntN(2)], obj: i}
	if g.IntN(2) == 0 {
		wait := &stmt{verb: sleep, obj: i}
		if g.IntN(5) == 0 {
			wait.n = 1
		}
		return []*stmt{take, wait, release}
	}
	flag := &stmt{verb: set, obj: i}
	switch g.IntN(6) {
	case 0:
		return []*stmt{wake}
	case 1:
		return []*stmt{take, flag, release}
	case 2, 3:
		return []*stmt{take, flag, wake, release}
	}
	return []*stmt{take, flag, release, wake}
}
