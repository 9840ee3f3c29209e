package layout

import (
	"cmp"
	"slices"
)

// part is a connected part of a graph.
type part struct {
	picture  *Picture
	vertices []vertex
	chains   []chain
	columns  [][]int // vertices from top to bottom
}

// vertex is a node, or a point where an edge crosses a column.
type vertex struct {
	node       int // or -1
	h, y       float64
	column     int
	next, prev []int // vertices in the columns beside it
}

// chain is an edge with all that it goes through.
type chain struct {
	link
	reversed bool
	vertices []int // from left to right; just one for an edge from a node to itself
}

// newPart returns the part of the picture that has the given nodes.
func newPart(p *Picture, nodes []int, edges []link) *part {
	t := &part{picture: p}
	vertex0 := make(map[int]int)
	for _, n := range nodes {
		vertex0[n] = len(t.vertices)
		t.vertices = append(t.vertices, vertex{node: n, h: p.Nodes[n].H})
	}
	for _, e := range edges {
		if v, ok := vertex0[e.from]; ok {
			t.chains = append(t.chains, chain{link: e, vertices: []int{v, vertex0[e.to]}})
		}
	}
	return t
}

// place decides where everything is, below what the picture has already.
func (t *part) place() {
	t.untangle()
	t.assignColumns()
	t.cross()
	t.order()
	t.straighten()
	t.draw()
}

// untangle reverses edges that lead back, so that there is no cycle.
func (t *part) untangle() {
	next := make([][]int, len(t.vertices)) // vertex -> chains
	entered := make([]bool, len(t.vertices))
	for i, c := range t.chains {
		next[c.vertices[0]] = append(next[c.vertices[0]], i)
		entered[c.vertices[1]] = true
	}
	const (
		unseen = iota
		open
		done
	)
	state := make([]int, len(t.vertices))
	var visit func(v int)
	visit = func(v int) {
		state[v] = open
		for _, i := range next[v] {
			c := &t.chains[i]
			switch to := c.vertices[1]; {
			case to == v:
				c.vertices = c.vertices[:1]
			case state[to] == open:
				c.reversed = true
				c.vertices[0], c.vertices[1] = to, v
			case state[to] == unseen:
				visit(to)
			}
		}
		state[v] = done
	}
	for _, wanted := range []bool{false, true} { // first those that nothing leads to
		for v := range t.vertices {
			if state[v] == unseen && entered[v] == wanted {
				visit(v)
			}
		}
	}
}

// assignColumns puts each node right of all that lead to it, and those that
// nothing leads to as close as can be to where they lead.
func (t *part) assignColumns() {
	waits := make([]int, len(t.vertices))
	next := make([][]int, len(t.vertices))
	for _, c := range t.chains {
		if len(c.vertices) == 2 {
			next[c.vertices[0]] = append(next[c.vertices[0]], c.vertices[1])
			waits[c.vertices[1]]++
		}
	}
	var work, sources []int
	for v := range t.vertices {
		if waits[v] == 0 {
			work = append(work, v)
		}
	}
	sources = slices.Clone(work)
	for len(work) > 0 {
		v := work[0]
		work = work[1:]
		for _, w := range next[v] {
			t.vertices[w].column = max(t.vertices[w].column, t.vertices[v].column+1)
			if waits[w]--; waits[w] == 0 {
				work = append(work, w)
			}
		}
	}
	for _, v := range sources {
		if len(next[v]) > 0 {
			first := slices.MinFunc(next[v], func(a, b int) int { return cmp.Compare(t.vertices[a].column, t.vertices[b].column) })
			t.vertices[v].column = t.vertices[first].column - 1
		}
	}
}

// cross adds the vertices where edges cross columns, and fills the columns.
func (t *part) cross() {
	for i := range t.chains {
		c := &t.chains[i]
		if len(c.vertices) < 2 {
			continue
		}
		last := c.vertices[1]
		c.vertices = c.vertices[:1]
		for col := t.vertices[c.vertices[0]].column + 1; col < t.vertices[last].column; col++ {
			c.vertices = append(c.vertices, len(t.vertices))
			t.vertices = append(t.vertices, vertex{node: -1, h: 2, column: col})
		}
		c.vertices = append(c.vertices, last)
		for k, v := range c.vertices[1:] {
			u := c.vertices[k]
			t.vertices[u].next = append(t.vertices[u].next, v)
			t.vertices[v].prev = append(t.vertices[v].prev, u)
		}
	}
	for v := range t.vertices {
		col := t.vertices[v].column
		for len(t.columns) <= col {
			t.columns = append(t.columns, nil)
		}
		t.columns[col] = append(t.columns[col], v)
	}
}
