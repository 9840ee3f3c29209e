// Package ledger reads lists of reports that somebody has read and found
// true although a suite does not expect them.
//
// A line is "file:line reason"; a '#' starts a comment, and empty lines mean
// nothing. A line of the file may carry any number of reports: the ledger
// argues about a place in the code, not about a message.
package ledger

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Ledger maps "file:line" to the reason why a report there is true.
type Ledger struct {
	reasons map[string]string
	used    map[string]bool
}

// Parse reads a ledger.
func Parse(text string) (*Ledger, error) {
	l := &Ledger{reasons: make(map[string]string), used: make(map[string]bool)}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		place, reason, ok := strings.Cut(line, " ")
		if reason = strings.TrimSpace(reason); !ok || reason == "" {
			return nil, fmt.Errorf("ledger line %d: no reason given", n)
		}
		if _, dup := l.reasons[place]; dup {
			return nil, fmt.Errorf("ledger line %d: %s is listed twice", n, place)
		}
		l.reasons[place] = reason
	}
	return l, nil
}

// Reason returns why a report at the place is true, and marks the entry as
// used.
func (l *Ledger) Reason(file string, line int) (string, bool) {
	key := fmt.Sprintf("%s:%d", file, line)
	reason, ok := l.reasons[key]
	if ok {
		l.used[key] = true
	}
	return reason, ok
}

// Unused returns the entries that no report needed, sorted.
func (l *Ledger) Unused() []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(l.reasons)) {
		if !l.used[key] {
			out = append(out, key)
		}
	}
	return out
}
