package render

import (
	"fmt"
	"html/template"
	"path/filepath"
	"strconv"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/swimlane"
)

// htmlSteps returns a trace in the order in which it happens. What a
// goroutine does several times in a row is one step, unless it may be something
// else each time: a select.
func (r *Report) htmlSteps(id string, f driver.Finding) []htmlStep {
	raw := make([]swimlane.Step, len(f.Trace))
	for i, s := range f.Trace {
		raw[i] = swimlane.Step{Goroutine: s.Goroutine, Text: s.Text}
	}
	var out []htmlStep
	for _, i := range swimlane.Order(f.Rule, raw) {
		s := f.Trace[i]
		if n := len(out) - 1; n >= 0 && len(r.cases(s.Pos)) == 0 && out[n].Goroutine == s.Goroutine && out[n].Text == s.Text && out[n].pos == s.Pos {
			out[n].Times++
			continue
		}
		step := htmlStep{Number: len(out) + 1, Goroutine: s.Goroutine, Times: 1, Text: s.Text, pos: s.Pos}
		step.ID = fmt.Sprintf("%ss%d", id, step.Number)
		if s.Pos.Valid() {
			step.Pos, step.Func = shortPos(s.Pos), r.function(s.Pos)
		}
		out = append(out, step)
	}
	return out
}

// shortPos words a position without directories and column.
func shortPos(p driver.Position) string {
	name := filepath.Base(p.File)
	if p.Line > 0 {
		name += ":" + strconv.Itoa(p.Line)
	}
	return name
}

// htmlPicture draws a trace; "" where there is nothing to draw.
func (r *Report) htmlPicture(f driver.Finding, steps []htmlStep) template.HTML {
	drawn := make([]swimlane.Step, len(steps))
	for i, s := range steps {
		drawn[i] = swimlane.Step{
			Goroutine: s.Goroutine, Number: s.Number, Text: s.Text, Times: s.Times,
			Where: s.Pos, Func: s.Func, Cases: r.cases(s.pos),
		}
		if _, ok := r.source(s.pos.File).line(s.pos.Line); ok {
			drawn[i].Link = "#" + s.ID
		}
	}
	return template.HTML(swimlane.Draw(f.Rule, "What the goroutines do; the steps are listed below.", drawn))
}

// Class returns the class of what belongs to the step's goroutine.
func (s htmlStep) Class() string { return swimlane.Class(s.Goroutine) }
