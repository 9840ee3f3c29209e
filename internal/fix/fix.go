// Package fix changes source files in the way that findings suggest.
//
// The go command could do that, with go vet -fix: but it would analyse
// everything again, knows of no other choice among findings than the analyzers'
// own, and does not say what it leaves out.
package fix

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

// Plan is what is to be changed.
type Plan struct {
	Files []*File // sorted by name, each with a change
	Fixed int     // how many findings the changes are for
	Left  []Left  // in the order of the findings
}

// File is a file to be changed.
type File struct {
	Name     string
	old, new []byte
}

// Left is a finding with a fix that is not applied.
type Left struct {
	Finding driver.Finding
	Why     string

	// Again says that the fix only got in the way of another one, and may
	// be possible after it.
	Again bool
}

// Make plans to apply the first fix of each finding. Files for which editable
// returns false are left alone, as are generated ones; of fixes that touch the
// same text the first prevails. The error is that of reading a file.
func Make(findings []driver.Finding, editable func(file string) bool) (*Plan, error) {
	m := maker{editable: editable, files: make(map[string]*file)}
	p := new(Plan)
	for _, f := range findings {
		if len(f.Fixes) == 0 {
			continue
		}
		err := m.add(f.Fixes[0])
		switch refused, ok := errors.AsType[refusal](err); {
		case ok:
			p.Left = append(p.Left, Left{f, refused.why, refused.again})
		case err != nil:
			return nil, err
		default:
			p.Fixed++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		if f := m.files[name]; len(f.edits) > 0 {
			p.Files = append(p.Files, &File{Name: name, old: f.text, new: f.result})
		}
	}
	return p, nil
}

// refusal is why a fix is not applied.
type refusal struct {
	why   string
	again bool
}

// Error implements error.
func (r refusal) Error() string { return r.why }

// maker collects changes.
type maker struct {
	editable func(file string) bool
	files    map[string]*file
}

// file is a file with the changes so far.
type file struct {
	text      []byte
	edits     []driver.Edit // in the order of the text, none overlapping
	others    []driver.Edit // those of them that are of other fixes
	crlf      bool          // lines end in CR LF
	result    []byte        // the text with the edits
	formatted bool          // the text was
	refused   error         // why the file is not to be changed
}

// add adds all edits of a fix, or none if one is refused.
func (m *maker) add(fix driver.Fix) error {
	changed := make(map[string]*file)
	edits := slices.Clone(fix.Edits)
	slices.SortStableFunc(edits, func(a, b driver.Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for _, e := range edits {
		f := changed[e.File]
		if f == nil {
			known, err := m.file(e.File)
			if err != nil {
				return err
			}
			copied := *known
			f = &copied
			f.others = f.edits
			f.edits = slices.Clone(f.edits)
			changed[e.File] = f
		}
		if err := f.add(e); err != nil {
			return err
		}
	}
	for name, f := range changed {
		if err := f.apply(); err != nil {
			return refusal{why: fmt.Sprintf("%s would not be valid: %v", name, err)}
		}
	}
	maps.Copy(m.files, changed)
	return nil
}

// file reads a file, once.
func (m *maker) file(name string) (*file, error) {
	f := m.files[name]
	if f == nil {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		f = &file{text: text, result: text, crlf: bytes.Contains(text, []byte("\r\n"))}
		formatted, err := format.Source(text)
		f.formatted = err == nil && bytes.Equal(formatted, text)
		switch {
		case !m.editable(name):
			f.refused = refusal{why: name + " is not in the main module"}
		case generated(text):
			f.refused = refusal{why: name + " is generated"}
		}
		m.files[name] = f
	}
	return f, f.refused
}

// generated reports whether a program wrote the file.
func generated(text []byte) bool {
	f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ParseComments|parser.PackageClauseOnly)
	return err == nil && ast.IsGenerated(f)
}

// add adds an edit to those of the same fix that come before it in the text. One
// that is there already is needed only once.
func (f *file) add(e driver.Edit) error {
	if e.Start < 0 || e.End < e.Start || e.End > len(f.text) {
		return refusal{why: e.File + " has changed"}
	}
	if f.crlf {
		e.New = strings.ReplaceAll(e.New, "\n", "\r\n")
	}
	if slices.Contains(f.others, e) {
		return nil
	}
	if slices.ContainsFunc(f.others, func(o driver.Edit) bool { return e.Start <= o.End && o.Start <= e.End }) {
		return refusal{why: "its fix gets in the way of another one", again: true}
	}
	i := 0
	for i < len(f.edits) && f.edits[i].Start <= e.Start {
		i++
	}
	if i > 0 && f.edits[i-1].End > e.Start {
		return refusal{why: "its fix contradicts itself"}
	}
	f.edits = slices.Insert(f.edits, i, e)
	return nil
}

// apply makes the result. What was formatted still is.
func (f *file) apply() error {
	var out []byte
	at := 0
	for _, e := range f.edits {
		out = append(append(out, f.text[at:e.Start]...), e.New...)
		at = e.End
	}
	out = append(out, f.text[at:]...)
	formatted, err := format.Source(out)
	if err != nil {
		return err
	}
	if f.formatted {
		out = formatted
	}
	f.result = out
	return nil
}
