package render

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

// around is how many lines an excerpt has before and after what it is about.
const around = 3

// htmlExcerpt is a part of a file, with what there is to say about its lines.
type htmlExcerpt struct {
	Pos  string // of what it is about first
	Func string
	Link string
	Text template.HTML
}

// remark is what there is to say about a line.
type remark struct {
	line int
	step *htmlStep // nil for the finding itself
}

// htmlExcerpts returns the source around a finding and its steps, each line
// once.
func (r *Report) htmlExcerpts(f driver.Finding, steps []htmlStep) []htmlExcerpt {
	var files []string
	remarks := make(map[string][]remark)
	add := func(p driver.Position, s *htmlStep) {
		if _, ok := r.source(p.File).line(p.Line); !p.Valid() || !ok {
			return
		}
		if remarks[p.File] == nil {
			files = append(files, p.File)
		}
		remarks[p.File] = append(remarks[p.File], remark{p.Line, s})
	}
	add(f.Pos, nil)
	for i := range steps {
		add(steps[i].pos, &steps[i])
	}
	var parts []excerptPart
	for _, file := range files {
		list := remarks[file]
		slices.SortStableFunc(list, func(a, b remark) int { return a.line - b.line })
		for len(list) > 0 {
			n := 1
			for n < len(list) && list[n].line-list[n-1].line <= 2*around+1 {
				n++
			}
			parts = append(parts, excerptPart{file, list[:n]})
			list = list[n:]
		}
	}
	slices.SortStableFunc(parts, func(a, b excerptPart) int { return a.first() - b.first() })
	out := make([]htmlExcerpt, len(parts))
	for i, p := range parts {
		out[i] = r.htmlExcerpt(p.file, p.remarks)
	}
	return out
}

// excerptPart is what there is to say about lines of a file that are close to
// each other.
type excerptPart struct {
	file    string
	remarks []remark
}

// first returns the number of the first step there; 0 if there is none.
func (p excerptPart) first() int {
	first := 0
	for _, m := range p.remarks {
		if m.step != nil && (first == 0 || m.step.Number < first) {
			first = m.step.Number
		}
	}
	return first
}

// htmlExcerpt returns the lines of a file around some remarks.
func (r *Report) htmlExcerpt(file string, remarks []remark) htmlExcerpt {
	src := r.source(file)
	pos := driver.Position{File: file, Line: remarks[0].line}
	out := htmlExcerpt{Pos: r.shown(pos), Link: r.sourceLink(pos)}
	for _, m := range remarks {
		if m.step != nil && out.Func == "" {
			out.Func = m.step.Func
		}
	}
	var b strings.Builder
	for n := remarks[0].line - around; n <= remarks[len(remarks)-1].line+around; n++ {
		text, ok := src.line(n)
		if !ok || n == len(src.starts) && len(text) == 0 { // no line, or what is after the last one
			continue
		}
		var here []remark
		for _, m := range remarks {
			if m.line == n {
				here = append(here, m)
			}
		}
		writeLine(&b, n, text, here)
	}
	out.Text = template.HTML(b.String())
	return out
}

// maxWidth is how many bytes of a line are shown.
const maxWidth = 240

// writeLine writes a line with its number, and below it the steps that happen
// there.
func writeLine(b *strings.Builder, n int, text []byte, remarks []remark) {
	indent := text[:len(text)-len(bytes.TrimLeft(text, " \t"))]
	more := ""
	if len(text) > maxWidth {
		text, more = text[:maxWidth], "…"
	}
	code := template.HTMLEscapeString(strings.ToValidUTF8(string(text), "\uFFFD")) + more
	if len(remarks) > 0 {
		fmt.Fprintf(b, "<i>%d</i><mark>%s</mark>\n", n, code)
	} else {
		fmt.Fprintf(b, "<i>%d</i>%s\n", n, code)
	}
	for _, m := range remarks {
		if s := m.step; s != nil {
			fmt.Fprintf(b, "<i></i>%s<b id=\"%s\" class=\"%s\" tabindex=\"-1\">%s</b>\n", indent, s.ID, s.Class(), template.HTMLEscapeString(s.note()))
		}
	}
}

// note is what is said about a line at which the step happens.
func (s *htmlStep) note() string {
	text := fmt.Sprintf("%d ", s.Number)
	if s.Goroutine > 0 {
		text += fmt.Sprintf("goroutine %d: ", s.Goroutine)
	}
	return text + s.Said()
}

// Said is what the step does, in a line.
func (s htmlStep) Said() string {
	text := oneLine(s.Text)
	if s.Times > 1 {
		text += fmt.Sprintf(" (%d times)", s.Times)
	}
	return text
}
