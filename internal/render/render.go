// Package render writes what the front end found in the formats that people
// and machines read. Each format has a file of its own and a line in the table
// of this one.
package render

import "github.com/conclint/conclint/internal/driver"

// Report is what there is to write.
type Report struct {
	Findings []driver.Finding // sorted by position
	Color    bool             // mark text for a terminal
}

// Format is a way to write a report.
type Format struct {
	Name string
	Doc  string // what it is for, in one line
	make func(*Report) ([]byte, error)
}

// formats are all formats, the default first.
var formats = []Format{
	{"text", "for people: each finding with its trace", writeText},
	{"json", "for scripts: one object per finding and line", writeJSON},
}

// Formats returns all formats, the default first.
func Formats() []Format { return formats }

// Find returns the format of the given name.
func Find(name string) (f Format, ok bool) {
	for _, f := range formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Render returns the whole report, for nobody may ever see a part of one.
func (f Format) Render(r *Report) ([]byte, error) { return f.make(r) }
