package draw

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/conclint/conclint/internal/graph"
)

// Mermaid returns g as a flowchart of Mermaid, which GitHub draws in Markdown.
// Titles are left out: Mermaid has no tooltips that all who draw it show.
func Mermaid(g *graph.Graph) []byte {
	var b bytes.Buffer
	b.WriteString("flowchart LR\n")
	name := make(map[string]string)
	for i, n := range g.Nodes {
		name[n.ID] = fmt.Sprintf("n%d", i)
		var lines []string
		for line := range strings.SplitSeq(n.Label, "\n") {
			lines = append(lines, MermaidText(line))
		}
		fmt.Fprintf(&b, "    n%d[\"%s\"]%s\n", i, strings.Join(lines, "<br/>"), mermaidClass(n.Cycle))
	}
	links := 0
	var red []string
	for _, e := range g.Edges {
		from, to := name[e.From], name[e.To]
		if from == "" || to == "" {
			continue
		}
		arrow := "-->"
		if e.Dashed {
			arrow = "-.->"
		}
		if e.Label != "" {
			arrow += "|\"" + MermaidText(e.Label) + "\"|"
		}
		fmt.Fprintf(&b, "    %s %s %s\n", from, arrow, to)
		if e.Cycle > 0 {
			red = append(red, fmt.Sprint(links))
		}
		links++
	}
	if len(red) > 0 {
		fmt.Fprintf(&b, "    classDef cycle stroke:#cf222e,stroke-width:2px\n    linkStyle %s stroke:#cf222e\n", strings.Join(red, ","))
	}
	return b.Bytes()
}

func mermaidClass(cycle int) string {
	if cycle > 0 {
		return ":::cycle"
	}
	return ""
}

// MermaidText escapes all but the most harmless characters of one line, as
// Mermaid's numbered entities.
func MermaidText(text string) string {
	var b strings.Builder
	for _, c := range text {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune(" .,()*/:+-=", c) {
			b.WriteRune(c)
		} else {
			fmt.Fprintf(&b, "#%d;", c)
		}
	}
	return b.String()
}
