// Package draw writes graphs in the languages that tools read, and as pictures.
package draw

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/graph/layout"
)

// Sizes of what is drawn, in pixels. All fixed-width fonts are 0.6 em wide.
const (
	fontSize   = 12
	charWidth  = 0.6 * fontSize
	lineHeight = 16
	padding    = 8
	margin     = 12
	arrow      = 7 // length of an arrowhead
)

// Style is the style sheet of the pictures. A page that shows some needs it once.
// It has no variables, which most programs that show SVG files do not know.
const Style = `.graph text{font:12px ui-monospace,SFMono-Regular,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2328;white-space:pre}
.graph rect{fill:#f6f8fa;stroke:#57606a}
.graph path{fill:none;stroke:#57606a;stroke-width:1.2}
.graph polygon{fill:#57606a}
.graph .edge text{font-size:10px;fill:#57606a;stroke:#fff;stroke-width:3px;paint-order:stroke}
.graph .dashed path{stroke-dasharray:5 3}
.graph .cycle rect{fill:#ffebe9;stroke:#cf222e;stroke-width:1.6}
.graph .cycle path{stroke:#cf222e;stroke-width:1.6}
.graph .cycle polygon,.graph .cycle.edge text{fill:#cf222e}
@media(prefers-color-scheme:dark){
.graph text{fill:#f0f6fc}
.graph rect{fill:#151b23;stroke:#9198a1}
.graph path{stroke:#9198a1}
.graph polygon,.graph .edge text{fill:#9198a1}
.graph .edge text{stroke:#0d1117}
.graph .cycle rect{fill:#25171c;stroke:#f85149}
.graph .cycle path{stroke:#f85149}
.graph .cycle polygon,.graph .cycle.edge text{fill:#f85149}
}
.graph path.hit{stroke:transparent;stroke-width:9;stroke-dasharray:none}
`

// SVG returns a picture of g as an svg element, to be used inside a page that
// has [Style]. Nodes and edges are groups of the class node or edge, with the
// IDs as data-id, data-from and data-to; those in a cycle have the class cycle
// too. Titles are tooltips.
func SVG(g *graph.Graph) []byte {
	var b bytes.Buffer
	writeSVG(&b, g, "")
	return b.Bytes()
}

// SVGFile returns a picture of g as a file of its own.
func SVGFile(g *graph.Graph) []byte {
	var b bytes.Buffer
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	writeSVG(&b, g, "<style>"+Style+"@media(prefers-color-scheme:dark){svg.graph{background:#0d1117}}\n</style>\n")
	return b.Bytes()
}

func writeSVG(b *bytes.Buffer, g *graph.Graph, style string) {
	p := layout.Layered(g, size)
	w, h := p.W+2*margin, p.H+2*margin
	fmt.Fprintf(b, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\" width=\"%s\" height=\"%s\" viewBox=\"%d %d %s %s\" role=\"img\">\n%s",
		num(w), num(h), -margin, -margin, num(w), num(h), style)
	for i, e := range g.Edges {
		if points := p.Edges[i]; len(points) > 1 {
			writeEdge(b, e, points)
		}
	}
	for i, n := range g.Nodes {
		writeNode(b, n, p.Nodes[i])
	}
	b.WriteString("</svg>\n")
}

// size returns the size of a node's box.
func size(n graph.Node) (w, h float64) {
	lines := strings.Split(n.Label, "\n")
	for _, line := range lines {
		w = max(w, float64(utf8.RuneCountInString(line))*charWidth)
	}
	return w + 2*padding, float64(len(lines))*lineHeight + padding
}

func writeNode(b *bytes.Buffer, n graph.Node, box layout.Box) {
	fmt.Fprintf(b, "<g class=\"%s\" data-id=\"%s\">%s<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\"/>",
		classes("node", n.Cycle, false), escape(n.ID), title(n.Title), num(box.X), num(box.Y), num(box.W), num(box.H))
	for i, line := range strings.Split(n.Label, "\n") {
		fmt.Fprintf(b, "<text x=\"%s\" y=\"%s\">%s</text>",
			num(box.X+padding), num(box.Y+padding/2+float64(i)*lineHeight+lineHeight-4), escape(line))
	}
	b.WriteString("</g>\n")
}

func writeEdge(b *bytes.Buffer, e graph.Edge, points []layout.Point) {
	last := points[len(points)-1]
	d, angle := curve(points)
	fmt.Fprintf(b, "<g class=\"%s\" data-from=\"%s\" data-to=\"%s\">%s<path d=\"%s\"/><path class=\"hit\" d=\"%s\"/>",
		classes("edge", e.Cycle, e.Dashed), escape(e.From), escape(e.To), title(e.Title), d, d)
	sin, cos := math.Sincos(angle)
	x, y := last.X-arrow*cos, last.Y-arrow*sin
	fmt.Fprintf(b, "<polygon points=\"%s,%s %s,%s %s,%s\"/>", num(last.X), num(last.Y),
		num(x-arrow/2*sin), num(y+arrow/2*cos), num(x+arrow/2*sin), num(y-arrow/2*cos))
	if e.Label != "" {
		a, z := points[len(points)-2], last
		fmt.Fprintf(b, "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>", num((a.X+z.X)/2), num((a.Y+z.Y)/2-3), escape(e.Label))
	}
	b.WriteString("</g>\n")
}

// curve returns the path that goes through the points, horizontally at each,
// and the direction in which it ends.
func curve(points []layout.Point) (path string, angle float64) {
	var b strings.Builder
	a := points[0]
	fmt.Fprintf(&b, "M%s %s", num(a.X), num(a.Y))
	for i, z := range points[1:] {
		switch {
		case len(points) == 3 && points[0].X == points[2].X: // to its own node
			if i == 0 {
				fmt.Fprintf(&b, "C%s %s %s %s %s %s", num(z.X), num(a.Y), num(z.X), num(points[2].Y), num(a.X), num(points[2].Y))
			}
			angle = math.Pi
		case a.Y == z.Y:
			fmt.Fprintf(&b, "L%s %s", num(z.X), num(z.Y))
			angle = math.Atan2(0, z.X-a.X)
		default:
			mid := (a.X + z.X) / 2
			fmt.Fprintf(&b, "C%s %s %s %s %s %s", num(mid), num(a.Y), num(mid), num(z.Y), num(z.X), num(z.Y))
			angle = math.Atan2(0, z.X-a.X)
		}
		a = z
	}
	return b.String(), angle
}

func classes(kind string, cycle int, dashed bool) string {
	if cycle > 0 {
		kind += " cycle"
	}
	if dashed {
		kind += " dashed"
	}
	return kind
}

func title(text string) string {
	if text == "" {
		return ""
	}
	return "<title>" + escape(text) + "</title>"
}

// escape makes text fit for XML, in which control characters have no place.
func escape(text string) string {
	return escapes.Replace(strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' || c == 0xfffe || c == 0xffff {
			return utf8.RuneError
		}
		return c
	}, strings.ToValidUTF8(text, string(utf8.RuneError))))
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&#34;", "'", "&#39;")

// num prints a length to a tenth of a pixel.
func num(x float64) string {
	s := strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
	if s == "-0" {
		return "0"
	}
	return s
}
