package interleave

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file finds the goroutines that can never go on.

// stuck fills in the situations in which goroutines are stuck, each operation
// once.
func (x *explorer) stuck(r *Result) {
	most := 0
	for _, n := range x.nodes {
		most = max(most, len(n.state.gs))
	}
	preds := make([][]int, len(x.nodes))
	for n, nd := range x.nodes {
		for _, e := range nd.succs {
			preds[e.to] = append(preds[e.to], n)
		}
	}
	ends := x.endsWell(preds)
	sound := x.lasting(preds, func(s *state) bool { return !s.hollow && s.spared < several })
	asked := x.lasting(preds, func(s *state) bool { return !s.hollow && s.spared < several && !s.declined })
	alive := make([][]bool, most) // by goroutine: can it still go on from a node?
	for g := range alive {
		alive[g] = x.reaches(g, preds)
	}
	seen := make(map[ssa.Instruction]bool)
	for n, nd := range x.nodes {
		for g := range nd.state.gs {
			if !ends[n] || !sound[n] || !asked[n] && !nd.state.gs[g].sends() || !x.isStuck(n, g, alive) || seen[nd.state.gs[g].op.instr] {
				continue
			}
			m := x.worst(n, alive)
			st := Stuck{Schedule: x.schedule(m)}
			for h, other := range x.nodes[m].state.gs {
				if x.isStuck(m, h, alive) {
					st.Blocked = append(st.Blocked, x.blocked(x.nodes[m].state, h, other))
					seen[other.op.instr] = true
				}
			}
			x.chain(x.nodes[m].state, st.Blocked)
			r.Stuck = append(r.Stuck, st)
		}
	}
}

// sends reports whether a goroutine waits for somebody to receive.
func (g *goroutine) sends() bool {
	return g.op != nil && slices.ContainsFunc(g.op.cases, func(c chanCase) bool { return c.send })
}

// lasting returns the nodes from which the program can go on, or end, without ever
// coming to a state that is not as asked: where it can't, that somebody is stuck may
// be due to what the scope does not know of data, though the path has yet to show it.
func (x *explorer) lasting(preds [][]int, is func(*state) bool) []bool {
	out := make([]bool, len(x.nodes))
	left := make([]int, len(x.nodes)) // successors that last
	var work []int
	for n, nd := range x.nodes {
		out[n], left[n] = is(nd.state), len(nd.succs)
		if !out[n] {
			work = append(work, n)
		}
	}
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		for _, p := range preds[n] {
			if left[p]--; left[p] == 0 && out[p] {
				out[p] = false
				work = append(work, p)
			}
		}
	}
	return out
}

// endsWell returns the nodes from which the program goes on as it does in other
// nodes for ever: no budget ends what is known, and neither does the program.
func (x *explorer) endsWell(preds [][]int) []bool {
	out := x.backwards(preds, func(nd *node) bool { return nd.open || nd.state.dead })
	for n := range out {
		out[n] = !out[n]
	}
	return out
}

// reaches returns the nodes from which goroutine g can complete an operation.
func (x *explorer) reaches(g int, preds [][]int) []bool {
	return x.backwards(preds, func(nd *node) bool {
		return nd.open || slices.ContainsFunc(nd.succs, func(e edge) bool { return slices.Contains(e.moved, g) })
	})
}

// backwards returns the nodes from which one that is as asked can be reached.
func (x *explorer) backwards(preds [][]int, is func(*node) bool) []bool {
	out := make([]bool, len(x.nodes))
	var work []int
	mark := func(n int) {
		if !out[n] {
			out[n] = true
			work = append(work, n)
		}
	}
	for n, nd := range x.nodes {
		if is(nd) {
			mark(n)
		}
	}
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		for _, p := range preds[n] {
			mark(p)
		}
	}
	return out
}

func (x *explorer) isStuck(n, g int, alive [][]bool) bool {
	s := x.nodes[n].state
	return !s.dead && g < len(s.gs) && !s.gs[g].ended && s.gs[g].op != nil && !alive[g][n] && (!x.main || !alive[0][n] && !s.gs[0].ended)
}

// worst returns the nearest node after n in which most goroutines are stuck.
func (x *explorer) worst(n int, alive [][]bool) int {
	count := func(n int) int {
		c := 0
		for g := range x.nodes[n].state.gs {
			if x.isStuck(n, g, alive) {
				c++
			}
		}
		return c
	}
	best, most := n, count(n)
	seen := map[int]bool{n: true}
	queue := []int{n}
	for len(queue) > 0 {
		m := queue[0]
		queue = queue[1:]
		if c := count(m); c > most {
			best, most = m, c
		}
		for _, e := range x.nodes[m].succs {
			if !seen[e.to] {
				seen[e.to] = true
				queue = append(queue, e.to)
			}
		}
	}
	return best
}

// blocked describes the operation at which goroutine i is stuck.
func (x *explorer) blocked(s *state, i int, g *goroutine) Blocked {
	b := Blocked{Goroutine: i, Spawned: g.site, Instr: g.op.instr, Alone: len(s.gs) == 1, Holder: -1}
	switch g.op.kind {
	case opLock, opOnce:
		b.Kind = Lock
		if g.op.kind == opOnce {
			b.Kind = Once
		}
		b.lock = g.op.at
		p := s.peek(g.op.at)
		switch {
		case p.writer > 0:
			b.Holder = p.writer - 1
		case len(p.readers) > 0:
			b.Holder = p.readers[0]
		}
		if p.writer == 0 && g.op.mode == syncop.Read {
			// The writer that waits is what keeps a reader out.
			for j, other := range s.gs {
				if !other.ended && other.op != nil && other.op.kind == opLock && other.op.at == g.op.at && other.op.told {
					b.Holder = j
				}
			}
		}
	case opWait, opAdd:
		b.Kind = WaitGroup
	case opSleep:
		b.Kind = Cond
	case opChan:
		b.Semaphore = g.op.semaphore
		switch {
		case len(g.op.cases) != 1:
			b.Kind = Select
		case g.op.cases[0].send:
			b.Kind = Send
		default:
			b.Kind = Recv
		}
		for _, c := range g.op.cases {
			var made ssa.Value
			if a, ok := c.ch.(addr); ok {
				made = s.object(a.obj).site
			}
			b.Made = append(b.Made, made)
		}
	}
	return b
}
