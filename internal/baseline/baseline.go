// Package baseline keeps findings that a team knows of and has put up with for
// now, in a file beside the code, so that only new ones are reported.
package baseline

import (
	"maps"
	"slices"

	"github.com/conclint/conclint/internal/fingerprint"
)

// Name is the name of the file unless the user has another one.
const Name = ".conclint-baseline.yaml"

// Entry is one or more findings that are alike.
type Entry struct {
	fingerprint.Key
	File  string // where it was found, for who reads; with slashes, relative to the baseline
	Count int
	Line  int // of the entry in the baseline, from 1
}

// Found is a finding of today.
type Found struct {
	fingerprint.Key
	File string // as in [Entry]
}

// Split sorts findings into those that the entries cover and others. Known has
// an item for each finding; of several that are alike, the first ones are
// covered, as many as the entry counts. Rest has the entries for which there were
// fewer findings, with the number of those that are missing.
func Split(entries []Entry, found []Found) (known []bool, rest []Entry) {
	left := make(map[fingerprint.Key]int)
	for _, e := range entries {
		left[e.Key] += e.Count
	}
	known = make([]bool, len(found))
	for i, f := range found {
		if left[f.Key] > 0 {
			left[f.Key]--
			known[i] = true
		}
	}
	for _, e := range entries {
		if n := left[e.Key]; n > 0 {
			e.Count = n
			rest = append(rest, e)
		}
	}
	return known, rest
}

// Of returns the entries that cover the findings, sorted by fingerprint.
func Of(found []Found) []Entry {
	entries := make([]Entry, len(found))
	for i, f := range found {
		entries[i] = Entry{Key: f.Key, File: f.File, Count: 1}
	}
	return merge(entries, func(a, b int) int { return a + b })
}

// Union returns the entries of both, sorted by fingerprint. What both have
// counts as often as in the one that has more of it.
func Union(a, b []Entry) []Entry {
	return merge(slices.Concat(a, b), func(a, b int) int { return max(a, b) })
}

// merge makes one entry of those that are alike.
func merge(entries []Entry, count func(a, b int) int) []Entry {
	byKey := make(map[fingerprint.Key]Entry)
	for _, e := range entries {
		if old, ok := byKey[e.Key]; ok {
			e.Count = count(old.Count, e.Count)
			e.File = min(old.File, e.File)
			e.Line = old.Line
		}
		byKey[e.Key] = e
	}
	return slices.SortedFunc(maps.Values(byKey), func(a, b Entry) int { return a.Compare(b.Key) })
}
