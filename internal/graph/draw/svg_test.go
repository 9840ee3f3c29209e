package draw_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/graph/draw"
)

// sample is a graph with all that there is to draw.
func sample() *graph.Graph {
	g := &graph.Graph{
		Nodes: []graph.Node{
			{ID: "x/a.T.mu", Label: "a.T.mu", Title: "taken in \"F\" & <G>"},
			{ID: "x/b.U.mu", Label: "b.U.mu"},
			{ID: "x/c.v", Label: "c.v\nsecond line \x01"},
		},
		Edges: []graph.Edge{
			{From: "x/a.T.mu", To: "x/b.U.mu", Title: "a.go:1: F"},
			{From: "x/b.U.mu", To: "x/a.T.mu", Label: "R→W"},
			{From: "x/a.T.mu", To: "x/c.v", Dashed: true},
			{From: "x/c.v", To: "x/c.v"},
		},
	}
	g.MarkCycles()
	return g
}

func TestSVG(t *testing.T) {
	for _, text := range [][]byte{draw.SVG(sample()), draw.SVGFile(sample()), draw.SVG(new(graph.Graph))} {
		dec := xml.NewDecoder(bytes.NewReader(text))
		for {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%v in\n%s", err, text)
			}
		}
	}
	svg := string(draw.SVG(sample()))
	for _, want := range []string{
		`<g class="node cycle" data-id="x/a.T.mu"><title>taken in &#34;F&#34; &amp; &lt;G&gt;</title>`,
		`<g class="node" data-id="x/c.v">`,
		`<g class="edge cycle" data-from="x/b.U.mu" data-to="x/a.T.mu">`,
		`<g class="edge dashed" data-from="x/a.T.mu" data-to="x/c.v">`,
		`>R→W</text>`,
		`>b.U.mu</text>`,
		`>second line `,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
	if strings.Contains(svg, "<style>") || !strings.Contains(string(draw.SVGFile(sample())), "<style>") {
		t.Error("the style sheet belongs into files only")
	}
}
