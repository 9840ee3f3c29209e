package swimlane

import (
	"cmp"
	"fmt"
	"slices"
)

// Measures of a picture, in pixels.
const (
	margin   = 28 // left and right of everything
	wide     = 228
	narrow   = 176 // a card where there are more than fewLanes
	fewLanes = 4
	gap      = 76 // between lanes, for arrows and the locks that are held
	pad      = 9
	line     = 16 // of text
	rowGap   = 14
	numbered = 27 // the room for a step's number
	track    = 8  // between arrows that are side by side
	beam     = 5  // the width of a hold
)

// picture is a scene with its places.
type picture struct {
	*scene
	cardWidth     int
	width, height int
	heads         map[*lane]*box
	boxes         map[*card]*box
	paths         []path
	bars          []bar
}

// box is a rectangle with lines of text.
type box struct {
	x, y, w, h int
	lines      []string
}

func (b *box) right() int  { return b.x + b.w }
func (b *box) bottom() int { return b.y + b.h }
func (b *box) middle() int { return b.x + b.w/2 }

// path is an arrow with its corners.
type path struct {
	arrow
	points [][2]int
}

// bar is a hold with its place.
type bar struct {
	hold
	x, y, bottom int
}

// layOut gives everything its place.
func layOut(s *scene) *picture {
	p := &picture{scene: s, cardWidth: wide, heads: make(map[*lane]*box), boxes: make(map[*card]*box)}
	if len(s.lanes) > fewLanes {
		p.cardWidth = narrow
	}
	n := len(s.lanes)
	p.width = 2*margin + n*p.cardWidth + (n-1)*gap
	if slices.ContainsFunc(s.arrows, func(a arrow) bool { return a.from.lane == a.to.lane }) {
		p.width += gap / 2
	}
	p.placeBoxes()
	p.placeBars()
	p.placeArrows()
	return p
}

// left is where the cards of a lane begin.
func (p *picture) left(l *lane) int {
	return margin + slices.Index(p.lanes, l)*(p.cardWidth+gap)
}

// placeBoxes places heads and cards, each card in a row of its own.
func (p *picture) placeBoxes() {
	y := 18
	top := y
	for _, l := range p.lanes {
		if l.after == nil {
			p.heads[l] = p.head(l, y)
			top = max(top, p.heads[l].bottom())
		}
	}
	y = top + rowGap + 4
	for _, c := range p.cards {
		b := p.card(c, y)
		p.boxes[c] = b
		bottom := b.bottom()
		for _, l := range p.lanes {
			if l.after == c {
				p.heads[l] = p.head(l, y)
				bottom = max(bottom, p.heads[l].bottom())
			}
		}
		y = bottom + rowGap
	}
	p.height = y + line
}

// floor is where what never ends is cut off.
func (p *picture) floor() int { return p.height - line }

// head is the box that a lane begins with.
func (p *picture) head(l *lane, y int) *box {
	title := "goroutine " + fmt.Sprint(l.number)
	if l.number == 0 {
		title = "one goroutine"
	}
	lines := []string{title}
	if name := l.name(); name != "" {
		lines = append(lines, wrap(name, p.cardWidth-2*pad)...)
	}
	if l.start != nil && l.start.Where != "" {
		lines = append(lines, wrap("started at "+l.start.Where, p.cardWidth-2*pad)...)
	}
	return &box{x: p.left(l), y: y, w: p.cardWidth, h: len(lines)*line + pad, lines: lines}
}

// card is the box of a step.
func (p *picture) card(c *card, y int) *box {
	text := c.Text
	if c.Times > 1 {
		text += fmt.Sprintf(" (%d times)", c.Times)
	}
	lines := wrap(text, p.cardWidth-numbered-pad)
	h := len(lines)*line + pad + 2
	if c.Where != "" {
		h += line - 2
	}
	return &box{x: p.left(c.lane), y: y, w: p.cardWidth, h: h, lines: lines}
}

// placeBars draws what a goroutine holds beside its cards, one lock outside
// of the other.
func (p *picture) placeBars() {
	for _, h := range p.holds {
		b := bar{hold: h, y: p.boxes[h.from].y, bottom: p.floor()}
		if h.until != nil {
			b.bottom = p.boxes[h.until].bottom()
			if h.until.verb == waits { // releases it as it begins to wait
				b.bottom = p.boxes[h.until].y
			}
		}
		level := 1
		for _, other := range p.bars {
			if other.from.lane == h.from.lane && other.bottom > b.y {
				level++
			}
		}
		b.x = p.left(h.from.lane) - level*(beam+2)
		p.bars = append(p.bars, b)
	}
}

// placeArrows leads each arrow out of the side of its card, along the card's
// row, which is free, into the gap beside the other card, and there up or down.
func (p *picture) placeArrows() {
	ports := make(map[port]int)
	count := make(map[port]int)
	for _, a := range p.arrows {
		from, to := p.ports(a)
		count[from]++
		count[to]++
	}
	at := func(q port) int {
		b := p.boxes[q.card]
		n := ports[q]
		ports[q]++
		return b.y + b.h/2 + (2*n-count[q]+1)*5
	}
	tracks := make(map[int][][2]int) // by gap: the spans that are taken
	order := slices.Clone(p.arrows)
	slices.SortStableFunc(order, func(a, b arrow) int { return cmp.Compare(p.span(a), p.span(b)) })
	for _, a := range order {
		from, to := p.ports(a)
		y1, y2 := at(from), at(to)
		x1, x2 := p.side(from, y1), p.side(to, y2)
		g := slices.Index(p.lanes, a.to.lane) // the gap to the right of lane g
		if !to.right {
			g--
		}
		x := p.track(tracks, g, min(y1, y2), max(y1, y2))
		p.paths = append(p.paths, path{a, [][2]int{{x1, y1}, {x, y1}, {x, y2}, {x2, y2}}})
	}
}

// span is how far an arrow goes up or down: short ones stay close to the cards.
func (p *picture) span(a arrow) int {
	d := p.boxes[a.from].y - p.boxes[a.to].y
	return max(d, -d)
}

// port is a side of a card.
type port struct {
	card  *card
	right bool
}

func (p *picture) ports(a arrow) (from, to port) {
	i, j := slices.Index(p.lanes, a.from.lane), slices.Index(p.lanes, a.to.lane)
	return port{a.from, i <= j}, port{a.to, i >= j}
}

// side is where an arrow at the height y meets a card, or what its lane holds
// there.
func (p *picture) side(q port, y int) int {
	if q.right {
		return p.boxes[q.card].right()
	}
	x := p.boxes[q.card].x
	for _, b := range p.bars {
		if b.from.lane == q.card.lane && b.y <= y && y <= b.bottom {
			x = min(x, b.x-1)
		}
	}
	return x
}

// track returns where in a gap there is room for a line from y1 to y2.
func (p *picture) track(tracks map[int][][2]int, g, y1, y2 int) int {
	const perGap = 4
	start := margin + g*(p.cardWidth+gap) + p.cardWidth + 16
	for t := range perGap {
		key := g*perGap + t
		free := !slices.ContainsFunc(tracks[key], func(s [2]int) bool { return y1 < s[1]+4 && s[0] < y2+4 })
		if free || t == perGap-1 {
			tracks[key] = append(tracks[key], [2]int{y1, y2})
			return start + t*track
		}
	}
	return start
}
