// Package scope holds what the driver tells the analyzers about the unit at
// hand that go/analysis has no field for. Drivers other than conclint's own
// leave everything at its zero value, which is the quiet choice.
package scope

import (
	"encoding/json"
	"io"
	"sync"
)

// Std says that packages of the standard library are analysed like any other
// because the user asked for some of them. When it is false, analyzers skip
// them and know their functions from the table of sync knowledge.
//
// It is set before the first analyzer runs and not changed afterwards.
var Std bool

// HostNolint says that the driver itself obeys the //nolint comments that name
// conclint, all linters or none, and wants to know of what they are about, as
// golangci-lint does, which also tells which of them serve no purpose.
//
// It is set before the first analyzer runs and not changed afterwards.
var HostNolint bool

// Out receives what [Tell] has to say, one JSON object a line. It is nil unless
// conclint's front end is listening, and is set before the first analyzer runs.
var Out io.Writer

// The single keys of the objects that [Cut] and [Suppressed] tell. No import
// path contains a colon, so they cannot be mistaken for a package's findings.
const (
	CutKey        = "conclint:cut"
	SuppressedKey = "conclint:suppressed"
)

var mu sync.Mutex // analyzers of a unit run at the same time

// Cut records that the named budget was exceeded n times in the unit at hand,
// for the front end's -v. The name is a few words, such as "states of a
// function". Nothing happens when n is not positive or nobody listens.
func Cut(budget string, n int) {
	if n > 0 {
		Tell(CutKey, map[string]int{budget: n})
	}
}

// Suppressed records that the source suppresses a finding of the unit at hand,
// for the front end's -v. The finding is named by where it is and what it says,
// the same in each unit that has it. Nothing happens when nobody listens.
func Suppressed(finding string) { Tell(SuppressedKey, map[string]int{finding: 1}) }

// Merges reports whether the driver has a look at all variants of a package,
// with and without its tests, before it believes that nothing is there.
func Merges() bool { return Out != nil }

// Tell passes what an analyzer knows of the unit at hand on to the front end, if
// it listens, as an object with the one key. The value must be one that JSON
// has objects for.
func Tell(key string, value any) {
	if Out == nil {
		return
	}
	line, err := json.Marshal(map[string]any{key: value})
	if err != nil {
		return // of values that always encode
	}
	mu.Lock()
	defer mu.Unlock()
	// What cannot be told is no reason to lose findings.
	_, _ = Out.Write(append(line, '\n'))
}
