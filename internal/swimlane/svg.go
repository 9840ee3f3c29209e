package swimlane

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// write writes the picture. Colours are the page's business: it has classes.
func (p *picture) write(b *strings.Builder, label string) {
	fmt.Fprintf(b, `<svg class="lanes" role="group" aria-label="%s" width="%d" height="%d" viewBox="0 0 %[2]d %[3]d">`,
		html.EscapeString(label), p.width, p.height)
	for _, l := range p.lanes {
		p.writeLife(b, l)
	}
	p.writeBars(b)
	for _, l := range p.lanes {
		p.writeBirth(b, l)
	}
	for _, a := range p.paths {
		writePath(b, a.kind, a.points)
	}
	for _, l := range p.lanes {
		p.writeHead(b, l)
	}
	for _, c := range p.cards {
		p.writeCard(b, c)
	}
	b.WriteString("</svg>")
}

// writeLife draws how long a goroutine lives: until it returns or panics, or
// for ever.
func (p *picture) writeLife(b *strings.Builder, l *lane) {
	head := p.heads[l]
	x, bottom := head.middle(), p.floor()
	if last := l.last(); last != nil {
		switch {
		case last.panics || last.verb == returns:
			bottom = p.boxes[last].y
		case last.stuck:
			y := p.boxes[last].bottom()
			fmt.Fprintf(b, `<path class="life" d="M%d %dV%d"/>`, x, head.bottom(), y)
			fmt.Fprintf(b, `<path class="life stuck" d="M%d %dV%d"/>`, x, y, bottom)
			fmt.Fprintf(b, `<path class="end" d="M%d %dh16"/>`, x-8, bottom)
			return
		}
	}
	fmt.Fprintf(b, `<path class="life" d="M%d %dV%d"/>`, x, head.bottom(), bottom)
}

// writeBars draws the locks that are held, each name in a colour, and names
// those that are held in the end.
func (p *picture) writeBars(b *strings.Builder) {
	const colours = 4
	var names []string
	for _, h := range p.bars {
		i := slices.Index(names, h.lock)
		if i < 0 {
			i = len(names)
			names = append(names, h.lock)
		}
		fmt.Fprintf(b, `<rect class="hold h%d" x="%d" y="%d" width="%d" height="%d" rx="2"><title>goroutine %d holds %s</title></rect>`,
			i%colours, h.x, h.y, beam, h.bottom-h.y, h.from.lane.number, html.EscapeString(h.lock))
	}
	for _, l := range p.lanes {
		var held []string
		for _, h := range p.holds {
			if h.from.lane == l && h.until == nil && !slices.Contains(held, h.lock) {
				held = append(held, h.lock)
			}
		}
		if len(held) > 0 {
			fmt.Fprintf(b, `<text class="held" x="%d" y="%d">%s</text>`, p.left(l)-beam-2, p.height-3,
				html.EscapeString(shorten("holds "+strings.Join(held, ", "), p.cardWidth)))
		}
	}
}

// writeBirth draws who starts a goroutine.
func (p *picture) writeBirth(b *strings.Builder, l *lane) {
	var from *box
	switch {
	case l.after != nil:
		from = p.boxes[l.after]
	case l.parent != nil && p.heads[l.parent].y == p.heads[l].y:
		from = p.heads[l.parent]
	default:
		return
	}
	to := p.heads[l]
	if l.after == nil && max(from.x-to.x, to.x-from.x) > p.cardWidth+gap { // over the heads between them
		x1, x2 := from.middle()+10, to.middle()
		writePath(b, begins, [][2]int{{x1, from.y}, {x1, 4}, {x2, 4}, {x2, to.y}})
		return
	}
	y := from.y + min(from.h, to.h)/2
	x1, x2 := from.right(), to.x
	if x2 < x1 {
		x1, x2 = from.x, to.right()
	}
	writePath(b, begins, [][2]int{{x1, y}, {x2, y}})
}

// classes are what the kinds of arrows are called on the page.
var classes = map[kind]string{passes: "pass", begins: "begin", needs: "need"}

// writePath draws an arrow with round corners.
func writePath(b *strings.Builder, k kind, points [][2]int) {
	class := classes[k]
	end := points[len(points)-1]
	fmt.Fprintf(b, `<path class="arrow %s" d="M%d %d`, class, points[0][0], points[0][1])
	for i := 1; i < len(points)-1; i++ {
		at, r := points[i], 6
		before, after := toward(at, points[i-1], r), toward(at, points[i+1], r)
		fmt.Fprintf(b, "L%d %dQ%d %d %d %d", before[0], before[1], at[0], at[1], after[0], after[1])
	}
	base := toward(end, points[len(points)-2], 6)
	tip := fmt.Sprintf("l-4 %dh8z", 8*sign(base[1]-end[1]))
	if base[0] != end[0] {
		tip = fmt.Sprintf("l%d -4v8z", 8*sign(base[0]-end[0]))
	}
	fmt.Fprintf(b, `L%d %d"/><path class="tip %s" d="M%d %d%s"/>`, base[0], base[1], class, end[0], end[1], tip)
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// toward returns the point that is r from a on the way to b, or half way where
// b is closer than that.
func toward(a, b [2]int, r int) [2]int {
	for i := range a {
		d := b[i] - a[i]
		if d > 0 {
			a[i] += min(r, d/2)
		} else {
			a[i] -= min(r, -d/2)
		}
	}
	return a
}

// colour is the class of what belongs to the goroutine.
func (l *lane) colour() string { return Class(l.number) }

func (p *picture) writeHead(b *strings.Builder, l *lane) {
	h := p.heads[l]
	class := "head"
	if last := l.last(); last != nil && (last.stuck || last.panics) {
		class = "head bad"
	}
	if l.start != nil && l.start.Link != "" {
		fmt.Fprintf(b, `<a href="%s">`, html.EscapeString(l.start.Link))
		defer b.WriteString("</a>")
	}
	fmt.Fprintf(b, `<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="6"/>`, class, h.x, h.y, h.w, h.h)
	fmt.Fprintf(b, `<text class="title %s" text-anchor="middle" x="%d" y="%d">`, l.colour(), h.middle(), h.y)
	for i, t := range h.lines {
		attr := ""
		if i > 0 {
			attr = ` class="where"`
		}
		fmt.Fprintf(b, `<tspan%s x="%d" dy="%d">%s</tspan>`, attr, h.middle(), line, html.EscapeString(t))
	}
	b.WriteString("</text>")
}

func (p *picture) writeCard(b *strings.Builder, c *card) {
	box := p.boxes[c]
	class := "card"
	switch {
	case c.panics, c.stuck:
		class = "card bad"
	case c.late:
		class = "card late"
	}
	if c.Link != "" {
		fmt.Fprintf(b, `<a href="%s">`, html.EscapeString(c.Link))
	}
	fmt.Fprintf(b, `<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="4"/>`, class, box.x, box.y, box.w, box.h)
	x := box.x + numbered
	fmt.Fprintf(b, `<text y="%d"><tspan class="n %s" x="%d" dy="%d">%d</tspan>`, box.y, c.lane.colour(), box.x+7, line, c.Number)
	for i, t := range box.lines {
		dy := line
		if i == 0 {
			dy = 0
		}
		fmt.Fprintf(b, `<tspan x="%d" dy="%d">%s</tspan>`, x, dy, html.EscapeString(t))
	}
	if c.Where != "" {
		fmt.Fprintf(b, `<tspan class="where" x="%d" dy="%d">%s</tspan>`, x, line-1, html.EscapeString(shorten(c.Where, box.w-numbered-pad)))
	}
	b.WriteString("</text>")
	if c.Link != "" {
		b.WriteString("</a>")
	}
}
