// Package layout decides where the nodes and edges of a graph are drawn: in
// columns, so that edges lead from left to right wherever no cycle forbids it.
//
// It follows the usual four steps: reverse some edges until there is no cycle,
// put each node right of all that lead to it, order the columns by the
// barycenters of neighbours, and move the nodes up and down to straighten the
// edges. Parts of the graph that no edge connects lie below each other. The
// same graph always gives the same picture.
package layout

import "github.com/conclint/conclint/internal/graph"

// Point is a place in the picture, from its upper left corner.
type Point struct{ X, Y float64 }

// Box is the rectangle of a node, (X, Y) being its upper left corner.
type Box struct{ X, Y, W, H float64 }

// Picture is a graph with places. All lengths have the unit of the sizes that
// the nodes were given.
type Picture struct {
	W, H  float64
	Nodes []Box     // as in the graph
	Edges [][]Point // as in the graph: two points or more, the first at From's box and the last at To's; none for an edge of unknown nodes
}

// Distances between what is drawn.
const (
	ColumnGap = 70 // between columns
	RowGap    = 10 // between the boxes of a column
	PartGap   = 26 // between parts that no edge connects
)

// Layered returns the picture of g, whose nodes have the given sizes.
func Layered(g *graph.Graph, size func(graph.Node) (w, h float64)) *Picture {
	p := &Picture{Nodes: make([]Box, len(g.Nodes)), Edges: make([][]Point, len(g.Edges))}
	index := make(map[string]int, len(g.Nodes))
	for i, n := range g.Nodes {
		index[n.ID] = i
		p.Nodes[i].W, p.Nodes[i].H = size(n)
	}
	var edges []link
	for i, e := range g.Edges {
		from, ok1 := index[e.From]
		to, ok2 := index[e.To]
		if ok1 && ok2 {
			edges = append(edges, link{from, to, i})
		}
	}
	for i, part := range parts(len(g.Nodes), edges) {
		if i > 0 {
			p.H += PartGap
		}
		newPart(p, part, edges).place()
	}
	return p
}

// link is an edge between nodes that are known by their numbers.
type link struct{ from, to, edge int }

// parts returns the numbers of the nodes that are connected with each other,
// in their order.
func parts(n int, edges []link) [][]int {
	root := make([]int, n)
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, e := range edges {
		a, b := find(e.from), find(e.to)
		root[max(a, b)] = min(a, b)
	}
	var out [][]int
	number := make(map[int]int)
	for i := range n {
		r := find(i)
		k, ok := number[r]
		if !ok {
			k = len(out)
			number[r] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}
