package graph_test

import (
	"testing"

	"github.com/conclint/conclint/internal/graph"
)

func TestMarkCycles(t *testing.T) {
	g := graph.Graph{
		Nodes: []graph.Node{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}, {ID: "e"}, {ID: "f", Cycle: 9}},
		Edges: []graph.Edge{
			{From: "d", To: "e"}, {From: "e", To: "d"},
			{From: "a", To: "b"}, {From: "b", To: "c"}, {From: "c", To: "b"}, {From: "c", To: "d"},
			{From: "f", To: "f"},
		},
	}
	if n := g.MarkCycles(); n != 2 {
		t.Errorf("%d cycles, want 2", n)
	}
	for i, want := range []int{0, 1, 1, 2, 2, 0} {
		if g.Nodes[i].Cycle != want {
			t.Errorf("node %s is in cycle %d, want %d", g.Nodes[i].ID, g.Nodes[i].Cycle, want)
		}
	}
	for i, want := range []int{2, 2, 0, 1, 1, 0, 0} {
		if g.Edges[i].Cycle != want {
			t.Errorf("edge %s → %s is in cycle %d, want %d", g.Edges[i].From, g.Edges[i].To, g.Edges[i].Cycle, want)
		}
	}
}
