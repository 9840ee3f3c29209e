package layout_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/graph/layout"
)

// build returns a graph of n nodes with the given edges.
func build(n int, edges ...[2]int) *graph.Graph {
	g := new(graph.Graph)
	for i := range n {
		g.Nodes = append(g.Nodes, graph.Node{ID: fmt.Sprint(i)})
	}
	for _, e := range edges {
		g.Edges = append(g.Edges, graph.Edge{From: fmt.Sprint(e[0]), To: fmt.Sprint(e[1])})
	}
	return g
}

func square(graph.Node) (w, h float64) { return 20, 20 }

func TestColumns(t *testing.T) {
	p := layout.Layered(build(5, [2]int{0, 1}, [2]int{1, 2}, [2]int{0, 2}, [2]int{3, 2}), square)
	for _, order := range [][2]int{{0, 1}, {1, 2}, {3, 2}} {
		if a, b := p.Nodes[order[0]], p.Nodes[order[1]]; a.X+a.W >= b.X {
			t.Errorf("node %d is not left of node %d: %v, %v", order[0], order[1], a, b)
		}
	}
	if p.Nodes[3].X != p.Nodes[1].X {
		t.Errorf("node 3 is at %v, not next to where it leads", p.Nodes[3])
	}
	if p.Nodes[4].Y <= p.Nodes[3].Y {
		t.Errorf("node 4, which has no edge, is at %v, not below the others", p.Nodes[4])
	}
	if n := len(p.Edges[2]); n < 4 {
		t.Errorf("the edge past a column has %d points", n)
	}
}

func TestCycle(t *testing.T) {
	p := layout.Layered(build(3, [2]int{0, 1}, [2]int{1, 0}, [2]int{2, 2}), square)
	there, back := p.Edges[0], p.Edges[1]
	if there[0].X >= there[len(there)-1].X || back[0].X <= back[len(back)-1].X {
		t.Errorf("edges in opposite directions: %v, %v", there, back)
	}
	if there[0].Y == back[len(back)-1].Y {
		t.Errorf("the edges %v and %v cannot be told apart", there, back)
	}
	if loop := p.Edges[2]; len(loop) != 3 || loop[1].X > p.W {
		t.Errorf("edge from a node to itself: %v, in a picture that is %v wide", loop, p.W)
	}
}

func TestCrossings(t *testing.T) {
	p := layout.Layered(build(6, [2]int{0, 5}, [2]int{1, 4}, [2]int{2, 3}, [2]int{0, 4}), square)
	for i, pair := range [][2]int{{3, 5}, {4, 5}, {3, 4}} {
		a, b := [][2]int{{2, 0}, {1, 0}, {2, 1}}[i], pair
		if (p.Nodes[a[0]].Y < p.Nodes[a[1]].Y) != (p.Nodes[b[0]].Y < p.Nodes[b[1]].Y) {
			t.Errorf("edges cross: %v", p.Nodes)
		}
	}
}

func TestUnknownNode(t *testing.T) {
	g := build(1)
	g.Edges = []graph.Edge{{From: "0", To: "gone"}}
	if p := layout.Layered(g, square); p.Edges[0] != nil {
		t.Errorf("an edge to nowhere goes along %v", p.Edges[0])
	}
	if p := layout.Layered(new(graph.Graph), square); p.W != 0 || p.H != 0 {
		t.Errorf("a picture of nothing is %v by %v", p.W, p.H)
	}
}

// TestProperties checks, on made-up graphs, what must hold for all.
func TestProperties(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 1 + r.IntN(25)
		var edges [][2]int
		for range r.IntN(40) {
			edges = append(edges, [2]int{r.IntN(n), r.IntN(n)})
		}
		g := build(n, edges...)
		size := func(n graph.Node) (w, h float64) { return float64(20 + 7*len(n.ID)), float64(20 + len(n.ID)) }
		p := layout.Layered(g, size)
		if again := layout.Layered(g, size); !reflect.DeepEqual(p, again) {
			t.Fatalf("seed %d: two pictures of one graph", seed)
		}
		for i, a := range p.Nodes {
			if a.X < 0 || a.Y < -0.001 || a.X+a.W > p.W || a.Y+a.H > p.H+0.001 {
				t.Errorf("seed %d: node %d at %v is not in the picture of %v by %v", seed, i, a, p.W, p.H)
			}
			for j, b := range p.Nodes[:i] {
				if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
					t.Errorf("seed %d: nodes %d at %v and %d at %v overlap", seed, i, a, j, b)
				}
			}
		}
		for i, e := range edges {
			points := p.Edges[i]
			from, to := p.Nodes[e[0]], p.Nodes[e[1]]
			if len(points) < 2 || !touches(from, points[0]) || !touches(to, points[len(points)-1]) {
				t.Errorf("seed %d: the edge from %v to %v goes along %v", seed, from, to, points)
			}
		}
	}
}

func touches(b layout.Box, p layout.Point) bool {
	return (p.X == b.X || p.X == b.X+b.W) && b.Y-0.001 <= p.Y && p.Y <= b.Y+b.H+0.001
}
