package swimlane

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// elements counts the elements of a picture by name and class.
func elements(t *testing.T, svg string) map[string]int {
	t.Helper()
	count := make(map[string]int)
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return count
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		if e, ok := token.(xml.StartElement); ok {
			name := e.Name.Local
			for _, a := range e.Attr {
				if a.Name.Local == "class" {
					name += "." + a.Value
				}
			}
			count[name]++
		}
	}
}

func TestDraw(t *testing.T) {
	steps := trace(`
		1 locks mu
		1 receives from done for ever
		2 locks mu for ever because of goroutine 1
		3 closes done and panics`)
	steps[0].Link = "#s1"
	got := elements(t, Draw("lockorder-wait", "a <b>", steps))
	for name, want := range map[string]int{
		"svg.lanes":       1,
		"rect.head":       0,
		"rect.head bad":   3,
		"rect.card":       1,
		"rect.card bad":   3,
		"path.arrow need": 2,
		"path.tip need":   2,
		"path.life":       3,
		"path.life stuck": 2,
		"rect.hold h0":    1,
		"text.held":       1,
		"a":               1,
	} {
		if got[name] != want {
			t.Errorf("%d of %s, want %d, in %v", got[name], name, want, got)
		}
	}
}

func TestDrawStarts(t *testing.T) {
	steps := trace(`
		2 is started here | f
		3 is started here | f
		1 receives from c for ever | f
		2 sends on a for ever
		3 sends on a for ever`)
	steps[0].Link = "#s1"
	if got := elements(t, Draw("", "", steps)); got["path.arrow begin"] != 2 || got["a"] != 1 || got["rect.card bad"] != 3 {
		t.Errorf("%v", got)
	}
	if got := elements(t, Draw("", "", trace("1 starts the goroutine\n2 returns"))); got["path.arrow begin"] != 1 {
		t.Errorf("%v", got)
	}
}

func TestDrawNothing(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":        "",
		"one goroutine":  "locks mu\nreturns without unlocking mu",
		"too many lanes": "1 a\n2 a\n3 a\n4 a\n5 a\n6 a\n7 a\n8 a\n9 a\n10 a\n11 a\n12 a\n13 a",
		"too many steps": "1 a\n" + strings.Repeat("2 b\n1 a\n", maxSteps/2),
	} {
		if got := Draw("", "", trace(text)); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// What is in the source is text in the picture, whatever it is.
func TestEscape(t *testing.T) {
	const evil = `x"'><script>alert(1)</script>&`
	steps := []Step{
		{Goroutine: 1, Number: 1, Text: "locks " + evil, Where: evil, Link: evil, Func: evil},
		{Goroutine: 2, Number: 2, Text: "is started here", Where: evil, Link: evil},
		{Goroutine: 2, Number: 3, Text: evil},
	}
	svg := Draw("", evil, steps)
	if got := elements(t, svg); got["script"] > 0 || got["a"] != 2 || strings.Contains(svg, "<script") {
		t.Errorf("%v in\n%s", got, svg)
	}
}

// Cards do not overlap, are in the order of the steps, and inside the picture.
func TestLayout(t *testing.T) {
	p := layOut(newScene("", trace(`
		1 starts a goroutine
		2 sends on a very long name that takes several lines, and then some more, and some
		1 receives from c
		2 receives from c
		1 closes c`)))
	y := 0
	for _, c := range p.cards {
		b := p.boxes[c]
		if b.y < y || b.h < 2*line || b.x < 0 || b.right() > p.width || b.bottom() > p.height {
			t.Errorf("card %d is at %+v, the one before ends at %d", c.Number, b, y)
		}
		y = b.bottom()
	}
	head := p.heads[p.lanes[1]]
	if first := p.boxes[p.cards[0]]; head.y != first.y || p.boxes[p.cards[1]].y < head.bottom() {
		t.Errorf("the second lane begins at %+v, not where it is started, %+v", head, first)
	}
	for _, a := range p.paths {
		from, to := p.boxes[a.from], p.boxes[a.to]
		start, end := a.points[0], a.points[len(a.points)-1]
		if start[1] < from.y || start[1] > from.bottom() || end[1] < to.y || end[1] > to.bottom() {
			t.Errorf("an arrow from %+v to %+v goes %v", from, to, a.points)
		}
	}
}

func TestWrap(t *testing.T) {
	const width = 68 // ten letters
	for text, want := range map[string]string{
		"":                     "",
		"short":                "short",
		"two words more":       "two words|more",
		"(*T).method locks mu": "(*T).|method|locks mu",
		"abcdefghijklmno":      "abcdefghij|klmno",
		"ééééééééééé":          "éééééééééé|é",
		"a b c d e f g h i j k l m n o p q r s t u v w": "a b c d e|f g h i j|k l m n o|p q r s t…",
	} {
		if got := strings.Join(wrap(text, width), "|"); got != want {
			t.Errorf("wrap(%q) = %q, want %q", text, got, want)
		}
	}
	if got := shorten("directory/file.go", width); got != "…y/file.go" {
		t.Errorf("shorten = %q", got)
	}
}
