package draw

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/conclint/conclint/internal/graph"
)

// DOT returns g in the language of Graphviz.
func DOT(g *graph.Graph) []byte {
	var b bytes.Buffer
	b.WriteString("digraph conclint {\n\trankdir=LR;\n\tnode [shape=box, style=rounded, fontname=monospace, fontsize=11];\n\tedge [fontname=monospace, fontsize=9];\n")
	for _, n := range g.Nodes {
		fmt.Fprintf(&b, "\t%s [label=%s%s%s];\n", quote(n.ID), quote(n.Label), attribute("tooltip", n.Title), dotCycle(n.Cycle))
	}
	for _, e := range g.Edges {
		attributes := attribute("label", e.Label) + attribute("tooltip", e.Title) + dotCycle(e.Cycle)
		if e.Dashed {
			attributes += ", style=dashed"
		}
		if attributes != "" {
			attributes = " [" + strings.TrimPrefix(attributes, ", ") + "]"
		}
		fmt.Fprintf(&b, "\t%s -> %s%s;\n", quote(e.From), quote(e.To), attributes)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return ", " + name + "=" + quote(value)
}

func dotCycle(cycle int) string {
	if cycle == 0 {
		return ""
	}
	return ", color=red, penwidth=2"
}

// quote makes text a quoted string, in which a backslash before anything else
// than a quote would begin an escape.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text) + `"`
}
