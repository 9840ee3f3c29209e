package render

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/graph/draw"
)

// htmlGraph is the lock-order graph on the page.
type htmlGraph struct {
	Picture template.HTML
	Cycles  []string // in words
	Left    string   // a sentence on what is left out, or ""
}

// maxEdges is how many edges a picture has: with more nobody finds anything.
const maxEdges = 250

// htmlLockOrder draws the lock order; nil if there is nothing to draw.
func (r *Report) htmlLockOrder() *htmlGraph {
	if r.LockOrder == nil || len(r.LockOrder.Edges) == 0 {
		return nil
	}
	g := r.LockOrder
	out := new(htmlGraph)
	if n := len(g.Edges); n > maxEdges {
		g = onlyCycles(g)
		out.Left = fmt.Sprintf("The module has %d pairs of locks of which one is taken under the other, too many for a picture: "+
			"only those of circles are here, and conclint graph shows all or a part.", n)
	}
	if n := len(g.Edges); n > 0 && n <= maxEdges {
		out.Picture = template.HTML(draw.SVG(g))
	}
	out.Cycles = cyclesInWords(g)
	return out
}

// onlyCycles returns the part of the graph that is in cycles.
func onlyCycles(g *graph.Graph) *graph.Graph {
	return &graph.Graph{
		Nodes: slices.DeleteFunc(slices.Clone(g.Nodes), func(n graph.Node) bool { return n.Cycle == 0 }),
		Edges: slices.DeleteFunc(slices.Clone(g.Edges), func(e graph.Edge) bool { return e.Cycle == 0 }),
	}
}

// cyclesInWords names the locks of each cycle.
func cyclesInWords(g *graph.Graph) []string {
	var cycles [][]string
	for _, n := range g.Nodes {
		for len(cycles) < n.Cycle {
			cycles = append(cycles, nil)
		}
		if n.Cycle > 0 {
			cycles[n.Cycle-1] = append(cycles[n.Cycle-1], n.Label)
		}
	}
	var out []string
	for _, c := range cycles {
		if len(c) > 0 {
			out = append(out, strings.Join(c, ", "))
		}
	}
	return out
}
