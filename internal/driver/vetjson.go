package driver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/scope"
	"github.com/conclint/conclint/internal/sketch"
)

// unitOutput is what the tool printed for one unit.
type unitOutput struct {
	Unit
	findings   []Finding
	unanimous  []Finding       // those that other units have to confirm
	errors     []string        // of analyzers that failed
	cuts       map[string]int  // budget -> how often it was exceeded
	suppressed map[string]bool // findings that the source suppresses, in words
	sketch     sketch.Sketch
	complete   bool // its findings have been read
}

// The shapes of the vet tool's JSON output, as far as conclint reads them.
type (
	vetDiagnostic struct {
		Category string       `json:"category"`
		Posn     string       `json:"posn"`
		End      string       `json:"end"`
		Message  string       `json:"message"`
		Fixes    []vetFix     `json:"suggested_fixes"`
		Related  []vetRelated `json:"related"`
	}
	vetFix struct {
		Message string    `json:"message"`
		Edits   []vetEdit `json:"edits"`
	}
	vetEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}
	vetRelated struct {
		Posn    string `json:"posn"`
		Message string `json:"message"`
	}
	vetError struct {
		Err string `json:"error"`
	}
)

// readOutput reads the objects that go vet -json passed on from the tool: for
// each unit its [Unit], then any number of cuts and suppressed findings and a
// sketch, then its findings. The go command never mixes the output of two units.
//
// The library that writes the findings does not look whether it can. So where
// they are missing, or end early, the disk was full, or the like.
func readOutput(text []byte, rules Catalogue) ([]unitOutput, error) {
	// In a string the quotes would be escaped.
	marker := []byte(`{"` + UnitKey + `":`)
	parts := bytes.Split(text, marker)
	if err := readNothing(parts[0]); err != nil {
		return nil, err
	}
	var units []unitOutput
	for _, part := range parts[1:] {
		u, err := readUnit(slices.Concat(marker, part), rules)
		if err != nil {
			return units, err
		}
		units = append(units, u)
	}
	return units, nil
}

// readNothing reads what is printed of no unit: nothing, or empty objects.
func readNothing(text []byte) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	for {
		var object map[string]json.RawMessage
		if err := dec.Decode(&object); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return notJSON(err)
		} else if len(object) > 0 {
			return fmt.Errorf("go vet printed findings of no unit: %v", slices.Collect(maps.Keys(object)))
		}
	}
}

func notJSON(err error) error {
	return fmt.Errorf("go vet printed something that is not its JSON output: %v", err)
}

// readUnit reads the output of one unit.
func readUnit(text []byte, rules Catalogue) (unitOutput, error) {
	u := unitOutput{cuts: make(map[string]int), suppressed: make(map[string]bool)}
	dec := json.NewDecoder(bytes.NewReader(text))
	for {
		var object map[string]map[string]json.RawMessage
		if err := dec.Decode(&object); errors.Is(err, io.EOF) {
			return u, nil
		} else if err != nil && u.complete {
			return u, notJSON(err)
		} else if err != nil {
			return u, nil
		}
		if err := u.read(object, rules); err != nil {
			return u, err
		}
	}
}

// read reads one of the unit's objects.
func (u *unitOutput) read(object map[string]map[string]json.RawMessage, rules Catalogue) error {
	if header, ok := object[UnitKey]; ok {
		if err := decode(header, &u.Unit); err != nil {
			return fmt.Errorf("reading a unit's header: %v", err)
		}
		return nil
	}
	if cuts, ok := object[scope.CutKey]; ok {
		for budget, n := range cuts {
			var count int
			if err := json.Unmarshal(n, &count); err != nil {
				return fmt.Errorf("reading the cuts of %s: %v", u.ID, err)
			}
			u.cuts[budget] += count
		}
		return nil
	}
	if fields, ok := object[sketch.Key]; ok {
		if err := decode(fields, &u.sketch); err != nil {
			return fmt.Errorf("reading the sketch of %s: %v", u.ID, err)
		}
		return nil
	}
	if found, ok := object[scope.SuppressedKey]; ok {
		for finding := range found {
			u.suppressed[finding] = true
		}
		return nil
	}
	u.complete = true
	for _, analyzers := range object {
		for analyzer, message := range analyzers {
			if err := u.add(rules, analyzer, message); err != nil {
				return err
			}
		}
	}
	return nil
}

// decode reads an object that was split into its fields.
func decode(fields map[string]json.RawMessage, into any) error {
	text, err := json.Marshal(fields)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	return err
}

// add records what one analyzer said about the unit: a list of diagnostics or
// an error.
func (u *unitOutput) add(rules Catalogue, analyzer string, message json.RawMessage) error {
	if len(message) > 0 && message[0] == '{' {
		var failed vetError
		if err := json.Unmarshal(message, &failed); err != nil {
			return fmt.Errorf("reading an error of %s: %v", analyzer, err)
		}
		u.errors = append(u.errors, analyzer+": "+failed.Err)
		return nil
	}
	var diagnostics []vetDiagnostic
	if err := json.Unmarshal(message, &diagnostics); err != nil {
		return fmt.Errorf("reading the findings of %s: %v", analyzer, err)
	}
	for _, d := range diagnostics {
		f := u.finding(rules, analyzer, d)
		switch {
		case generatedByCgo(f.Pos.File):
		case rules.classify(analyzer, d.Category).Unanimous:
			u.unanimous = append(u.unanimous, f)
		default:
			u.findings = append(u.findings, f)
		}
	}
	return nil
}

func (u *unitOutput) finding(rules Catalogue, analyzer string, d vetDiagnostic) Finding {
	r := rules.classify(analyzer, d.Category)
	f := Finding{
		Rule:     r.ID,
		Analyzer: analyzer,
		Severity: r.Severity,
		Message:  withoutID(d.Message, r),
		Pos:      parsePosition(d.Posn),
		End:      parsePosition(d.End),
		URL:      rules.url(analyzer, r),
		Package:  u.Package(),
	}
	if !f.Pos.Valid() {
		f.Pos.File = u.Dir // better than nothing, which some readers of reports refuse
	}
	for _, rel := range d.Related {
		step := report.ParseStep(rel.Message)
		f.Trace = append(f.Trace, Step{Goroutine: step.Goroutine, Text: step.Text, Pos: parsePosition(rel.Posn)})
	}
	for _, fix := range d.Fixes {
		if f2, ok := u.fix(fix); ok {
			f.Fixes = append(f.Fixes, f2)
		}
	}
	return f
}

// fix converts a suggested fix. Fixes whose offsets do not belong to the named
// files are useless: those of files that cgo or another generator translated.
func (u *unitOutput) fix(v vetFix) (Fix, bool) {
	if u.Cgo {
		return Fix{}, false
	}
	fix := Fix{Message: v.Message}
	for _, e := range v.Edits {
		if !strings.HasSuffix(e.Filename, ".go") {
			return Fix{}, false
		}
		fix.Edits = append(fix.Edits, Edit{File: e.Filename, Start: e.Start, End: e.End, New: e.New})
	}
	return fix, true
}

// generatedByCgo reports whether a file exists only in the go command's work
// directory, of which nothing is left when the findings are read.
func generatedByCgo(file string) bool {
	base := filepath.Base(file)
	return strings.HasPrefix(base, "_cgo_") && strings.HasSuffix(base, ".go")
}
