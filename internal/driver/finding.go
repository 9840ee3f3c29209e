package driver

import (
	"cmp"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
)

// Finding is one report, ready to be shown.
type Finding struct {
	Rule     string // the rule's ID; the analyzer's name for bundled analyzers
	Analyzer string
	Severity rule.Severity
	Message  string // without the rule's ID
	Pos, End Position
	URL      string // of the rule's page, "" when it has none
	Package  string // import path, the same for a package and its tests
	Trace    []Step
	Fixes    []Fix
}

// Step is one step of a finding's trace.
type Step struct {
	Goroutine int // counted from 1; 0 when the trace has only one goroutine
	Text      string
	Pos       Position
}

// String returns the step's text, the goroutine in front of it where the
// trace has several.
func (s Step) String() string {
	return report.Step{Goroutine: s.Goroutine, Text: s.Text}.String()
}

// Fix is a change that removes the defect. Its edits belong together.
type Fix struct {
	Message string
	Edits   []Edit
}

// Edit replaces the bytes from Start to End (counted from 0, End exclusive)
// of a file.
type Edit struct {
	File       string
	Start, End int
	New        string
}

// merge sorts findings by position, rule and message, and keeps one of those
// that agree in all of these, if possible one that does without tests: the go
// command analyses most packages twice, with and without them.
func merge(findings []Finding) []Finding {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(a.compare(b), compareTests(a, b), compareTraces(a.Trace, b.Trace), cmp.Compare(a.Package, b.Package))
	})
	return slices.CompactFunc(findings, func(a, b Finding) bool { return a.compare(b) == 0 })
}

func (f Finding) compare(g Finding) int {
	return cmp.Or(f.Pos.compare(g.Pos), cmp.Compare(f.Rule, g.Rule), cmp.Compare(f.Message, g.Message))
}

func compareTests(a, b Finding) int {
	switch {
	case a.InTests() == b.InTests():
		return 0
	case b.InTests():
		return -1
	}
	return 1
}

// compareTraces decides which of two equal findings is kept: the one with the
// shorter explanation, and among those always the same one.
func compareTraces(a, b []Step) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, func(s, t Step) int {
		return cmp.Or(cmp.Compare(s.Goroutine, t.Goroutine), s.Pos.compare(t.Pos), cmp.Compare(s.Text, t.Text))
	}))
}

// InTests reports whether the finding depends on test code: it or a step of
// its trace is in a test file.
func (f Finding) InTests() bool {
	return isTestFile(f.Pos.File) || slices.ContainsFunc(f.Trace, func(s Step) bool { return isTestFile(s.Pos.File) })
}

func isTestFile(name string) bool { return strings.HasSuffix(name, "_test.go") }
