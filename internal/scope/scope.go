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

// Out receives what [Cut] and [Suppressed] have to say, one JSON object a line.
// It is nil unless conclint's front end is listening, and is set before the
// first analyzer runs.
var Out io.Writer

// The single keys of the objects that [Cut] and [Suppressed] write. No import
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
		tell(CutKey, budget, n)
	}
}

// Suppressed records that the source suppresses a finding of the unit at hand,
// for the front end's -v. The finding is named by where it is and what it says,
// the same in each unit that has it. Nothing happens when nobody listens.
func Suppressed(finding string) { tell(SuppressedKey, finding, 1) }

// Merges reports whether the driver has a look at all variants of a package,
// with and without its tests, before it believes that nothing is there.
func Merges() bool { return Out != nil }

func tell(key, what string, n int) {
	if Out == nil {
		return
	}
	line, err := json.Marshal(map[string]map[string]int{key: {what: n}})
	if err != nil {
		return // a map of strings and numbers always encodes
	}
	mu.Lock()
	defer mu.Unlock()
	// A statistic that cannot be written is no reason to lose findings.
	_, _ = Out.Write(append(line, '\n'))
}
