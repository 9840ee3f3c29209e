package interleave

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// This file says what the states of a program show.

// verdict is what the oracle knows of a program.
type verdict struct {
	stuck   map[*stmt]bool
	sets    map[string]map[blockedAt]int // who is stuck together
	fatal   map[*stmt]bool
	cyclic  bool
	tooBig  bool
	visited int
}

// blockedAt is a goroutine at an operation.
type blockedAt struct{ site, op *stmt }

// judge goes through all states for all values of the parameters.
func judge(p *program) *verdict {
	v := &verdict{stuck: make(map[*stmt]bool), sets: make(map[string]map[blockedAt]int), fatal: make(map[*stmt]bool)}
	uses := p.uses()
	p.walk(func(st *stmt) {
		uses.count++
		st.id = 2 * uses.count
		if st.verb == deferFor {
			st.body[0].id = st.id + 1
		}
	})
	for bits := range 4 {
		if bits&1 != 0 && !uses.params[0] || bits&2 != 0 && !uses.params[1] {
			continue
		}
		for n := 0; n == 0 || n <= maxStay+2 && uses.n; n++ {
			o := &oracle{p: p, params: [2]bool{bits&1 != 0, bits&2 != 0}, n: n, index: make(map[string]int), parks: uses.deflt}
			if !o.explore() {
				v.tooBig = true
				return v
			}
			o.judge(v)
		}
	}
	return v
}

// judge adds what the states show to the verdict.
func (o *oracle) judge(v *verdict) {
	v.visited += len(o.worlds)
	threads := 0
	preds := make([][]int, len(o.worlds))
	for i, w := range o.worlds {
		threads = max(threads, len(w.gs))
		if w.fatal != nil {
			v.fatal[w.fatal] = true
		}
		for _, s := range o.next[i] {
			preds[s.to] = append(preds[s.to], i)
		}
	}
	back := func(is func(i int) bool) []bool {
		reach := make([]bool, len(o.worlds))
		var work []int
		for i := range o.worlds {
			if is(i) {
				reach[i] = true
				work = append(work, i)
			}
		}
		for len(work) > 0 {
			i := work[len(work)-1]
			work = work[:len(work)-1]
			for _, p := range preds[i] {
				if !reach[p] {
					reach[p] = true
					work = append(work, p)
				}
			}
		}
		return reach
	}
	dies := back(func(i int) bool { return o.worlds[i].fatal != nil })
	alive := make([][]bool, threads)
	for g := range alive {
		alive[g] = back(func(i int) bool {
			return slices.ContainsFunc(o.next[i], func(s step) bool { return slices.Contains(s.moved, g) })
		})
	}
	v.cyclic = v.cyclic || o.cycles()
	for i, w := range o.worlds {
		if dies[i] {
			continue
		}
		set := make(map[blockedAt]int)
		var names []string
		for g := range w.gs {
			if op := w.op(g); op != nil && !alive[g][i] {
				set[blockedAt{w.gs[g].site, op}]++
				names = append(names, fmt.Sprintf("%p %p", w.gs[g].site, op))
				v.stuck[op] = true
			}
		}
		sort.Strings(names)
		if len(names) > 0 {
			v.sets[strings.Join(names, ",")] = set
		}
	}
}

// cycles reports whether the program can go on for ever.
func (o *oracle) cycles() bool {
	before := make([]int, len(o.worlds))
	for _, out := range o.next {
		for _, s := range out {
			before[s.to]++
		}
	}
	var work []int
	for i, n := range before {
		if n == 0 {
			work = append(work, i)
		}
	}
	gone := 0
	for len(work) > 0 {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		gone++
		for _, s := range o.next[i] {
			if before[s.to]--; before[s.to] == 0 {
				work = append(work, s.to)
			}
		}
	}
	return gone < len(o.worlds)
}

// together reports whether all in the set can be stuck at the same time.
func (v *verdict) together(set map[blockedAt]int) bool {
	for _, all := range v.sets {
		ok := true
		for b, n := range set {
			ok = ok && n <= all[b]
		}
		if ok {
			return true
		}
	}
	return false
}
