package interleave

import "slices"

// This file says what the states of a program show.

// verdict is what the oracle knows of a program.
type verdict struct {
	stuck  map[*stmt]bool
	fatal  map[*stmt]bool
	cyclic bool
	tooBig bool
	runs   []*oracle // for all values of the parameters
}

// blockedAt is a goroutine at an operation.
type blockedAt struct{ site, op *stmt }

// judge goes through all states for all values of the parameters.
func judge(p *program) *verdict {
	v := &verdict{stuck: make(map[*stmt]bool), fatal: make(map[*stmt]bool)}
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
		for n := 0; n == 0 || n <= minRounds+2 && uses.n; n++ {
			o := &oracle{p: p, params: [2]bool{bits&1 != 0, bits&2 != 0}, n: n, index: make(map[string]int), parks: uses.deflt}
			if !o.explore() {
				v.tooBig = true
				return v
			}
			o.judge(v)
			v.runs = append(v.runs, o)
		}
	}
	return v
}

// judge adds what the states show to the verdict.
func (o *oracle) judge(v *verdict) {
	o.stuck = make([]map[blockedAt]int, len(o.worlds))
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
		o.stuck[i] = make(map[blockedAt]int)
		for g := range w.gs {
			if op := w.op(g); op != nil && !alive[g][i] {
				o.stuck[i][blockedAt{w.gs[g].site, op}]++
				v.stuck[op] = true
			}
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

// happens reports whether a run that has the operations of the schedule, in
// this order, comes to a state of which is is true.
func (v *verdict) happens(schedule []*stmt, is func(o *oracle, world int) bool) bool {
	return slices.ContainsFunc(v.runs, func(o *oracle) bool { return o.happens(schedule, is) })
}

func (o *oracle) happens(schedule []*stmt, is func(o *oracle, world int) bool) bool {
	// How much of the schedule can have been done on the way to a state: the
	// more, the better.
	best := make([]int, len(o.worlds))
	for i := range best {
		best[i] = -1
	}
	best[0] = 0
	for work := []int{0}; len(work) > 0; {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		if best[i] == len(schedule) && is(o, i) {
			return true
		}
		for _, s := range o.next[i] {
			if n := best[i] + o.follows(i, s, schedule[best[i]:]); n > best[s.to] {
				best[s.to] = n
				work = append(work, s.to)
			}
		}
	}
	return false
}

// follows returns how many operations at the beginning of the schedule a step
// from state i does.
func (o *oracle) follows(i int, s step, schedule []*stmt) int {
	var ops []*stmt
	for _, g := range s.moved {
		ops = append(ops, o.worlds[i].op(g))
	}
	for n, op := range schedule {
		k := slices.Index(ops, op)
		if k < 0 {
			return n
		}
		ops = slices.Delete(ops, k, k+1)
	}
	return len(schedule)
}
