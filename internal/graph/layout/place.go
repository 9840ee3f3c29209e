package layout

import (
	"cmp"
	"math"
	"slices"
)

// draw enters the part into the picture, below what is there.
func (t *part) draw() {
	p := t.picture
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, v := range t.vertices {
		top, bottom = min(top, v.y-v.h/2), max(bottom, v.y+v.h/2)
	}
	left := make([]float64, len(t.columns)+1)
	right := make([]float64, len(t.columns))
	for i, column := range t.columns {
		width := 0.0
		for _, v := range column {
			if n := t.vertices[v].node; n >= 0 {
				width = max(width, p.Nodes[n].W)
			}
		}
		right[i] = left[i] + width
		left[i+1] = right[i] + ColumnGap
	}
	for i := range t.vertices {
		v := &t.vertices[i]
		v.y += p.H - top
		if v.node >= 0 {
			p.Nodes[v.node].X, p.Nodes[v.node].Y = left[v.column], v.y-v.h/2
		}
	}
	t.ports(func(c *chain, from, to float64) { t.route(c, left, right, from, to) })
	p.W = max(p.W, right[len(right)-1])
	if slices.ContainsFunc(t.chains, func(c chain) bool { return len(c.vertices) == 1 }) {
		p.W = max(p.W, right[len(right)-1]+ColumnGap/2)
	}
	p.H += bottom - top
}

// ports spreads the ends of edges over the sides of their nodes, ordered by
// where the edges go, and tells the heights of each chain's left and right end.
func (t *part) ports(f func(c *chain, from, to float64)) {
	type end struct{ chain, toward int }
	leaving, entering := make([][]end, len(t.vertices)), make([][]end, len(t.vertices))
	for i, c := range t.chains {
		n := len(c.vertices)
		if n < 2 {
			continue
		}
		leaving[c.vertices[0]] = append(leaving[c.vertices[0]], end{i, c.vertices[1]})
		entering[c.vertices[n-1]] = append(entering[c.vertices[n-1]], end{i, c.vertices[n-2]})
	}
	spread := func(ends [][]end, height []float64) {
		for v, list := range ends {
			slices.SortStableFunc(list, func(a, b end) int { return cmp.Compare(t.vertices[a.toward].y, t.vertices[b.toward].y) })
			step := min(12, t.vertices[v].h/float64(len(list)+1))
			for i, e := range list {
				height[e.chain] = t.vertices[v].y + (float64(i)-float64(len(list)-1)/2)*step
			}
		}
	}
	from, to := make([]float64, len(t.chains)), make([]float64, len(t.chains))
	spread(leaving, from)
	spread(entering, to)
	for i := range t.chains {
		f(&t.chains[i], from[i], to[i])
	}
}

// route finds the way of an edge, whose ends have the given heights.
func (t *part) route(c *chain, left, right []float64, from, to float64) {
	first := t.vertices[c.vertices[0]]
	box := t.picture.Nodes[first.node]
	if len(c.vertices) == 1 { // around its own corner
		x := box.X + box.W
		t.picture.Edges[c.edge] = []Point{{x, first.y - box.H/4}, {x + ColumnGap/3, first.y}, {x, first.y + box.H/4}}
		return
	}
	points := []Point{{box.X + box.W, from}}
	if box.X+box.W < right[first.column] { // clear of wider nodes above and below
		points = append(points, Point{right[first.column], from})
	}
	n := len(c.vertices)
	for _, v := range c.vertices[1 : n-1] {
		col := t.vertices[v].column
		points = append(points, Point{left[col], t.vertices[v].y}, Point{right[col], t.vertices[v].y})
	}
	points = append(points, Point{left[t.vertices[c.vertices[n-1]].column], to})
	if c.reversed {
		slices.Reverse(points)
	}
	t.picture.Edges[c.edge] = points
}
