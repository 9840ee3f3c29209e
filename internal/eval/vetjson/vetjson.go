// Package vetjson runs a vet tool through "go vet -json" and reads its
// reports back. It is what the measuring commands share, and deliberately
// knows nothing of conclint but its rules' names in messages: any vet tool
// can be measured the same way.
package vetjson

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Place is a position in a file.
type Place struct {
	File      string
	Line, Col int
}

// Step is one step of a report's trace.
type Step struct {
	Place
	Message string
}

// Report is one diagnostic of a vet tool.
type Report struct {
	Place
	Package  string // the unit's ID, such as "p [p.test]"
	Analyzer string
	Category string
	Message  string
	Trace    []Step
}

// Failure is a unit that could not be analysed, or an analyzer that failed.
type Failure struct {
	Package string
	Text    string
}

// ruleSuffix finds the rule's ID where conclint's messages end.
var ruleSuffix = regexp.MustCompile(`\(([a-z]+(?:-[a-z0-9]+)+)\)$`)

// Rule returns the ID of the report's rule, or the analyzer's name when the
// tool has no rules.
func (r Report) Rule() string {
	first, _, _ := strings.Cut(r.Message, "\n")
	if m := ruleSuffix.FindStringSubmatch(strings.TrimSpace(first)); m != nil {
		return m[1]
	}
	if strings.HasPrefix(r.Category, r.Analyzer+"-") {
		return r.Category
	}
	return r.Analyzer
}

// diagnostic is a report as it stands in the JSON tree.
type diagnostic struct {
	Category, Posn, Message string
	Related                 []struct{ Posn, Message string }
}

// Parse reads the JSON trees, one per unit, that "go vet -json" prints. It
// returns reports sorted by position, each once, although a file may belong
// to several units.
func Parse(out []byte) ([]Report, []Failure, error) {
	var reports []Report
	var failures []Failure
	dec := json.NewDecoder(bytes.NewReader(withoutHeaders(out)))
	for {
		var tree map[string]map[string]json.RawMessage
		if err := dec.Decode(&tree); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, nil, err
		}
		for pkg, byAnalyzer := range tree {
			for name, raw := range byAnalyzer {
				var list []diagnostic
				if json.Unmarshal(raw, &list) != nil {
					failures = append(failures, Failure{pkg, name + ": " + errorText(raw)})
					continue
				}
				for _, d := range list {
					reports = append(reports, newReport(pkg, name, d))
				}
			}
		}
	}
	slices.SortFunc(reports, compare)
	reports = slices.CompactFunc(reports, func(a, b Report) bool {
		return a.Place == b.Place && a.Analyzer == b.Analyzer && a.Message == b.Message
	})
	slices.SortFunc(failures, compareFailures)
	return reports, failures, nil
}

// withoutHeaders drops the "# package" lines that older go commands print
// between the trees.
func withoutHeaders(out []byte) []byte {
	var keep [][]byte
	for line := range bytes.Lines(out) {
		if !bytes.HasPrefix(line, []byte("#")) {
			keep = append(keep, line)
		}
	}
	return bytes.Join(keep, nil)
}

// errorText returns the message in what an analyzer that failed left instead
// of its diagnostics.
func errorText(raw json.RawMessage) string {
	var e struct{ Error, Err string }
	if json.Unmarshal(raw, &e) == nil && e.Error+e.Err != "" {
		return e.Error + e.Err
	}
	return string(raw)
}

func newReport(pkg, analyzer string, d diagnostic) Report {
	r := Report{Place: parsePlace(d.Posn), Package: pkg, Analyzer: analyzer, Category: d.Category, Message: d.Message}
	for _, rel := range d.Related {
		r.Trace = append(r.Trace, Step{parsePlace(rel.Posn), rel.Message})
	}
	return r
}

// parsePlace splits "file:line:column"; the file's name may contain colons.
func parsePlace(posn string) Place {
	rest, col, ok := cutLastNumber(posn)
	if !ok {
		return Place{File: posn}
	}
	file, line, ok := cutLastNumber(rest)
	if !ok { // no column
		return Place{File: rest, Line: col}
	}
	return Place{File: file, Line: line, Col: col}
}

func cutLastNumber(s string) (rest string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}

func compare(a, b Report) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
		cmp.Compare(a.Analyzer, b.Analyzer), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Package, b.Package))
}

func compareFailures(a, b Failure) int {
	return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Text, b.Text))
}
