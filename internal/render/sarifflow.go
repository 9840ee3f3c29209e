package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

// maxRelated is how many related locations of a result GitHub shows.
const maxRelated = 100

// sarifSteps returns the trace as text to append to the message, a numbered
// line for each step, and the locations to which the lines are links: GitHub
// shows no location that is not linked, and no order that is not in the text.
func (r *Report) sarifSteps(f driver.Finding) (text string, related []sarifLocation) {
	var b strings.Builder
	for i, s := range f.Trace {
		words := oneLine(s.String())
		if !s.Pos.Valid() || len(related) == maxRelated {
			fmt.Fprintf(&b, "\n%d. %s", i+1, plainLinks(words))
			continue
		}
		loc := r.sarifLocation(s.Pos, driver.Position{})
		loc.ID = len(related) + 1
		loc.Message = &sarifMessage{Text: plainLinks(words)}
		related = append(related, loc)
		fmt.Fprintf(&b, "\n%d. [%s](%d)", i+1, linkText.Replace(words), loc.ID)
	}
	return b.String(), related
}

// sarifCodeFlow returns the trace with one thread for each goroutine. The
// steps of all threads together are numbered in the order in which they happen.
func (r *Report) sarifCodeFlow(f driver.Finding) sarifCodeFlow {
	threads := make(map[int]*sarifThreadFlow)
	pos := f.Pos
	for i, s := range f.Trace {
		t := threads[s.Goroutine]
		if t == nil {
			t = new(sarifThreadFlow)
			if s.Goroutine > 0 {
				t.ID = fmt.Sprint(s.Goroutine)
				t.Message = &sarifMessage{Text: fmt.Sprintf("goroutine %d", s.Goroutine)}
			}
			threads[s.Goroutine] = t
		}
		if s.Pos.Valid() {
			pos = s.Pos // a step without a position is where the one before it is
		}
		step := sarifThreadFlowLocation{ExecutionOrder: i + 1}
		if pos.Valid() {
			step.Location = r.sarifLocation(pos, driver.Position{})
		}
		step.Location.Message = &sarifMessage{Text: fmt.Sprintf("%d. %s", i+1, plainLinks(oneLine(s.String())))}
		t.Locations = append(t.Locations, step)
	}
	var flow sarifCodeFlow
	for _, g := range slices.Sorted(maps.Keys(threads)) {
		t := threads[g]
		t.Locations[len(t.Locations)-1].Importance = "essential" // where the goroutine ends up
		flow.ThreadFlows = append(flow.ThreadFlows, *t)
	}
	return flow
}

// linkText escapes the text of a link in a SARIF message.
var linkText = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`)

// plainLinks keeps text such as "handlers[i](ctx)" from being a link.
func plainLinks(text string) string { return strings.ReplaceAll(text, "](", "] (") }
