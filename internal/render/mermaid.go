package render

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/graph/draw"
)

// maxDiagram is how many bytes of text Mermaid draws, with some to spare.
const maxDiagram = 40000

// sequenceDiagram returns a Mermaid picture of a trace: a column for each
// goroutine, and in it a note for each step, from top to bottom as they
// happen. It is "" where the trace is too long for a picture.
func sequenceDiagram(trace []driver.Step) string {
	var b strings.Builder
	b.WriteString("%%{init: {\"sequence\": {\"wrap\": true, \"width\": 240}}}%%\nsequenceDiagram\n")
	list := goroutines(trace)
	slices.Sort(list)
	for _, g := range list {
		fmt.Fprintf(&b, "    participant g%d as goroutine %d\n", g, g)
	}
	for i, s := range trace {
		over := fmt.Sprintf("g%d", s.Goroutine)
		if s.Goroutine == 0 { // of nobody in particular
			over = fmt.Sprintf("g%d,g%d", list[0], list[len(list)-1])
		}
		fmt.Fprintf(&b, "    Note over %s: %d. %s", over, i+1, draw.MermaidText(oneLine(s.Text)))
		if s.Pos.Valid() {
			pos := s.Pos
			pos.Column = 0
			pos.File = filepath.Base(pos.File)
			fmt.Fprintf(&b, "<br/>%s", draw.MermaidText(pos.String()))
		}
		b.WriteString("\n")
	}
	if b.Len() > maxDiagram {
		return ""
	}
	return b.String()
}
