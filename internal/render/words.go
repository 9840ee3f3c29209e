package render

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

// spelled returns all that there is to say about a finding, for formats that
// have a place for a message and none for a trace: the message, and a numbered
// line for each step.
func spelled(f driver.Finding) string {
	var b strings.Builder
	b.WriteString(f.Message)
	for i, s := range f.Trace {
		fmt.Fprintf(&b, "\n%d. %s", i+1, oneLine(s.String()))
		if s.Pos.Valid() {
			fmt.Fprintf(&b, " (%s)", filepath.ToSlash(s.Pos.String()))
		}
	}
	return b.String()
}

// oneLine joins the lines of a text.
func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

// goroutines returns the numbers of a trace's goroutines in the order in which
// they first do something; the trace of one goroutine has none.
func goroutines(trace []driver.Step) []int {
	var list []int
	seen := make(map[int]bool)
	for _, s := range trace {
		if s.Goroutine > 0 && !seen[s.Goroutine] {
			seen[s.Goroutine] = true
			list = append(list, s.Goroutine)
		}
	}
	return list
}
