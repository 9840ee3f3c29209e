package draw_test

import (
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/graph/draw"
)

func TestDOT(t *testing.T) {
	got := string(draw.DOT(sample()))
	for _, want := range []string{
		"digraph conclint {\n",
		`	"x/a.T.mu" [label="a.T.mu", tooltip="taken in \"F\" & <G>", color=red, penwidth=2];` + "\n",
		`	"x/b.U.mu" -> "x/a.T.mu" [label="R→W", color=red, penwidth=2];` + "\n",
		`	"x/a.T.mu" -> "x/c.v" [style=dashed];` + "\n",
		`	"x/c.v" -> "x/c.v";` + "\n}\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestMermaid(t *testing.T) {
	g := sample()
	g.Edges = append([]graph.Edge{{From: "gone", To: "x/c.v", Cycle: 1}}, g.Edges...) // is left out, and not counted
	got := string(draw.Mermaid(g))
	want := `flowchart LR
    n0["a.T.mu"]:::cycle
    n1["b.U.mu"]:::cycle
    n2["c.v<br/>second line #1;"]
    n0 --> n1
    n1 -->|"R#8594;W"| n0
    n0 -.-> n2
    n2 --> n2
    classDef cycle stroke:#cf222e,stroke-width:2px
    linkStyle 0,1 stroke:#cf222e
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
