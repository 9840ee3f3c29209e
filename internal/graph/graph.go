// Package graph is what there is to draw: named nodes, and edges between them.
// It knows nothing of what they stand for.
package graph

import (
	"slices"

	"github.com/conclint/conclint/internal/scc"
)

// Graph is a directed graph. Nodes are drawn in their order, as far as the
// edges leave it open.
type Graph struct {
	Nodes []Node
	Edges []Edge
}

// Node is a node.
type Node struct {
	ID    string // no two nodes have the same
	Label string // what is written in it: one line or several
	Title string // what else there is to say about it, may be ""
	Cycle int    // the number of the cycle that it is in, from 1, see [Graph.MarkCycles]; or 0
}

// Edge leads from one node to another. There may be several between two nodes.
type Edge struct {
	From, To string // IDs of nodes
	Label    string // a few words, may be ""
	Title    string // what else there is to say about it, may be ""
	Dashed   bool   // it is of a second kind
	Cycle    int    // the number of the cycle that it is part of, or 0
}

// MarkCycles numbers the graph's cycles, the strongly connected components of
// more than one node, in the order of their first nodes, and says so in their
// nodes and edges. It returns how many there are.
func (g *Graph) MarkCycles() int {
	next := make(map[string][]string)
	for _, e := range g.Edges {
		next[e.From] = append(next[e.From], e.To)
	}
	var ids []string
	for _, n := range g.Nodes {
		ids = append(ids, n.ID)
	}
	first := make(map[string]string) // in a cycle -> what stands for it
	for _, c := range scc.Components(ids, func(id string) []string { return next[id] }) {
		if len(c) > 1 {
			for _, id := range c {
				first[id] = c[0]
			}
		}
	}
	var cycles []string
	number := make(map[string]int)
	for i := range g.Nodes {
		n := &g.Nodes[i]
		n.Cycle = 0
		if c, ok := first[n.ID]; ok {
			if !slices.Contains(cycles, c) {
				cycles = append(cycles, c)
			}
			n.Cycle = slices.Index(cycles, c) + 1
			number[n.ID] = n.Cycle
		}
	}
	for i := range g.Edges {
		e := &g.Edges[i]
		e.Cycle = 0
		if number[e.From] == number[e.To] {
			e.Cycle = number[e.From]
		}
	}
	return len(cycles)
}
