package render

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

// The shape of a Diagnostic of reviewdog; its columns count bytes, and its
// ranges end before their end.
type (
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Source      rdSource       `json:"source"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Original    string         `json:"original_output"`
		Related     []rdRelated    `json:"related_locations,omitempty"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
	rdLocation struct {
		Path  string   `json:"path"`
		Range *rdRange `json:"range,omitempty"`
	}
	rdRange struct {
		Start rdPosition  `json:"start"`
		End   *rdPosition `json:"end,omitempty"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column,omitempty"`
	}
	rdSource struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	rdCode struct {
		Value string `json:"value"`
		URL   string `json:"url,omitempty"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
)

// writeRDJSONL writes a Diagnostic of reviewdog on each line. The steps of a
// trace are related locations, of which reviewdog shows the code on GitHub since
// v0.21; the message has them, too, for all others.
func writeRDJSONL(r *Report) ([]byte, error) { return jsonLines(r.Findings, r.rdDiagnostic) }

func (r *Report) rdDiagnostic(f driver.Finding) rdDiagnostic {
	d := rdDiagnostic{
		Message:  spelled(f),
		Location: rdLocationOf(f.Pos),
		Severity: strings.ToUpper(named(f.Severity, "info")),
		Source:   rdSource{"conclint", homepage},
		Code:     rdCode{f.Rule, f.URL},
		Original: fmt.Sprintf("%s: %s (%s)", filepath.ToSlash(orUnknown(f.Pos)), oneLine(f.Message), f.Rule),
	}
	if r := d.Location.Range; r != nil && f.End.File == f.Pos.File && f.End.Line > 0 && f.End != f.Pos {
		r.End = &rdPosition{f.End.Line, f.End.Column}
	}
	for i, s := range f.Trace {
		if s.Pos.Valid() {
			d.Related = append(d.Related, rdRelated{fmt.Sprintf("%d. %s", i+1, oneLine(s.String())), rdLocationOf(s.Pos)})
		}
	}
	for _, fix := range f.Fixes {
		if s, ok := r.rdSuggestion(fix); ok {
			d.Suggestions = append(d.Suggestions, s)
		}
	}
	return d
}

func rdLocationOf(pos driver.Position) rdLocation {
	loc := rdLocation{Path: filepath.ToSlash(pos.File)}
	if pos.Line > 0 {
		loc.Range = &rdRange{Start: rdPosition{pos.Line, pos.Column}}
	}
	return loc
}

// rdSuggestion returns a fix as one replacement, the only kind that reviewdog
// knows; ok is false if it changes several files, or one that cannot be read.
func (r *Report) rdSuggestion(fix driver.Fix) (s rdSuggestion, ok bool) {
	if len(fix.Edits) == 0 {
		return s, false
	}
	edits := slices.SortedStableFunc(slices.Values(fix.Edits), func(a, b driver.Edit) int { return a.Start - b.Start })
	src := r.source(edits[0].File)
	first, at := edits[0], edits[0].Start
	var text strings.Builder
	for _, e := range edits {
		if e.File != first.File || src == nil || e.Start < at || e.End < e.Start || e.End > len(src.text) {
			return s, false
		}
		text.Write(src.text[at:e.Start])
		text.WriteString(e.New)
		at = e.End
	}
	var start, end rdPosition
	start.Line, start.Column, _ = src.position(first.Start)
	end.Line, end.Column, _ = src.position(at)
	return rdSuggestion{rdRange{start, &end}, text.String()}, true
}
