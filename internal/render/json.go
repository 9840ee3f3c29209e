package render

import (
	"bytes"
	"encoding/json"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/rule"
)

// The shape of a finding in JSON. Names and meanings are part of conclint's
// interface: fields may be added, but none changed or removed.
type (
	jsonFinding struct {
		Rule     string        `json:"rule"`
		Analyzer string        `json:"analyzer"`
		Severity rule.Severity `json:"severity"`
		Message  string        `json:"message"`
		Package  string        `json:"package"`
		jsonPosition
		End   *jsonPosition `json:"end,omitempty"`
		URL   string        `json:"url,omitempty"`
		Trace []jsonStep    `json:"trace,omitempty"`
		Fixes []jsonFix     `json:"fixes,omitempty"`
	}
	jsonPosition struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column"` // in bytes, from 1
	}
	jsonStep struct {
		Goroutine int           `json:"goroutine,omitempty"`
		Text      string        `json:"text"`
		Position  *jsonPosition `json:"position,omitempty"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		File  string `json:"file"`
		Start int    `json:"start"` // byte offset
		End   int    `json:"end"`   // byte offset, exclusive
		New   string `json:"new"`
	}
)

// writeJSON prints each finding as one JSON object on a line of its own.
func writeJSON(r *Report) ([]byte, error) {
	return jsonLines(r.Findings, encodeFinding)
}

// jsonLines returns one line for each finding: the JSON of what encode makes
// of it.
func jsonLines[T any](findings []driver.Finding, encode func(driver.Finding) T) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, f := range findings {
		if err := enc.Encode(encode(f)); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

func encodeFinding(f driver.Finding) jsonFinding {
	j := jsonFinding{
		Rule:         f.Rule,
		Analyzer:     f.Analyzer,
		Severity:     f.Severity,
		Message:      f.Message,
		Package:      f.Package,
		jsonPosition: jsonPosition(f.Pos),
		End:          encodePosition(f.End),
		URL:          f.URL,
	}
	for _, s := range f.Trace {
		j.Trace = append(j.Trace, jsonStep{Goroutine: s.Goroutine, Text: s.Text, Position: encodePosition(s.Pos)})
	}
	for _, fix := range f.Fixes {
		edits := make([]jsonEdit, len(fix.Edits))
		for i, e := range fix.Edits {
			edits[i] = jsonEdit(e)
		}
		j.Fixes = append(j.Fixes, jsonFix{Message: fix.Message, Edits: edits})
	}
	return j
}

func encodePosition(p driver.Position) *jsonPosition {
	if !p.Valid() {
		return nil
	}
	j := jsonPosition(p)
	return &j
}
