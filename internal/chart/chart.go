// Package chart writes what is known of a program's locks and goroutines for
// people: as text, as a document to keep, as JSON, and as graphs to draw.
package chart

import (
	"encoding/json"

	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/graph/draw"
)

// Format is a way to write a graph.
type Format struct {
	Name string
	Doc  string // what it is for, in one line

	text func(texter) []byte
}

// texter is what can be written.
type texter interface {
	Text() []byte
	Graph() *graph.Graph
}

// formats are all formats, the default first.
var formats = []Format{
	{"text", "for people", texter.Text},
	{"dot", "for Graphviz: conclint graph -format dot | dot -Tsvg", drawn(draw.DOT)},
	{"mermaid", "for Markdown on GitHub and elsewhere", drawn(draw.Mermaid)},
	{"svg", "a picture, for browsers", drawn(draw.SVGFile)},
	{"json", "for scripts: everything that is known, each place included", nil},
}

func drawn(draw func(*graph.Graph) []byte) func(texter) []byte {
	return func(t texter) []byte { return draw(t.Graph()) }
}

// Formats returns all formats, the default first.
func Formats() []Format { return formats }

// Locks writes an order of locks.
func (f Format) Locks(l *Locks) ([]byte, error) { return f.write(l) }

// Goroutines writes the goroutines.
func (f Format) Goroutines(g *Goroutines) ([]byte, error) { return f.write(g) }

func (f Format) write(t texter) ([]byte, error) {
	if f.text != nil {
		return f.text(t), nil
	}
	text, err := json.MarshalIndent(t, "", "  ")
	return append(text, '\n'), err
}
