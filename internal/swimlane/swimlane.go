// Package swimlane draws what goroutines do to each other: a lane for each of
// them, their steps from top to bottom, and arrows for what passes between them
// and for who waits for whom. It makes SVG that a page styles.
//
// All that it is given of a step is its text, which is all that the go command
// hands on. read.go understands the words that the passes use; of what it
// does not understand there is a card in the picture and no arrow.
package swimlane

import (
	"fmt"
	"strings"
)

// Step is a step of a trace.
type Step struct {
	Goroutine int    // counted from 1, or 0 in the trace of one goroutine
	Number    int    // under which the reader finds the step elsewhere
	Text      string // what happens
	Times     int    // how often in a row, if more than once
	Where     string // "file.go:12", or ""
	Link      string // to where the source is shown, or ""
	Func      string // the name of the function around it, or ""
	Cases     []Case // of a select, as far as they are known
}

// Case is a case of a select.
type Case struct {
	Channel string // as the source has it
	Send    bool
}

// Limits of a picture: what is beyond them is left to text.
const (
	maxLanes = 12
	maxSteps = 60
)

// Draw returns the picture of a trace as an SVG element, whose name for those
// who cannot see it is label. It is "" where a picture would show no more than
// a list does, or would be too large.
func Draw(rule, label string, steps []Step) string {
	s := newScene(rule, steps)
	if len(s.lanes) > maxLanes || len(s.cards) > maxSteps {
		return ""
	}
	if len(s.lanes) < 2 && len(s.arrows) == 0 {
		return ""
	}
	var b strings.Builder
	layOut(s).write(&b, label)
	return b.String()
}

// Class returns the class of what belongs to a goroutine, also outside of the
// picture: goroutines have colours.
func Class(goroutine int) string {
	const colours = 6
	if goroutine == 0 {
		return "g0"
	}
	return fmt.Sprintf("g%d", (goroutine-1)%colours+1)
}
