// Package render writes what the front end found in the formats that people
// and machines read. Each format has a file of its own and a line in the table
// of this one.
package render

import (
	"cmp"
	"slices"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/rule"
)

// Report is what there is to write.
type Report struct {
	Findings []driver.Finding // sorted by position
	Failures []string         // a sentence on each package that could not be analysed
	Rules    []Rule           // all that there are
	Version  string           // of conclint
	Color    bool             // mark text for a terminal

	// Cwd is the absolute directory to which the findings' file names are
	// relative, and Root the one to which they are in the repository, see
	// [Root].
	Cwd, Root string

	// SourceURL is where the files of the repository can be looked at, as
	// they were analysed, without a slash at the end; "" if that is not known.
	SourceURL string

	// LockOrder says which locks are taken while which others are held; may be
	// nil.
	LockOrder *graph.Graph

	// ReadFile returns the text of a file named in a finding; may be nil.
	ReadFile func(name string) ([]byte, error)

	sources  map[string]*source // files that were read, nil if they cannot be
	resolved map[string]string  // absolute file names -> the same without symbolic links
}

// Rule is a rule with what there is to read about it.
type Rule struct {
	rule.Rule
	Analyzer string
	Doc      doc.Rule
}

// homepage is where conclint lives.
const homepage = "https://github.com/conclint/conclint"

// Format is a way to write a report.
type Format struct {
	Name string
	Doc  string // what it is for, in one line
	make func(*Report) ([]byte, error)

	summary func(r *Report, room int) []byte
}

// formats are all formats, the default first.
var formats = []Format{
	{Name: "text", Doc: "for people: each finding with its trace", make: writeText},
	{Name: "json", Doc: "for scripts: one object per finding and line", make: writeJSON},
	{Name: "html", Doc: "for people: a page with source and pictures of what goroutines do to each other", make: writeHTML},
	{Name: "sarif", Doc: "for GitHub code scanning and viewers of SARIF 2.1.0", make: writeSARIF},
	{Name: "github", Doc: "for GitHub workflows: annotations, and a job summary with pictures", make: writeGitHub, summary: jobSummary},
	{Name: "rdjsonl", Doc: "for reviewdog", make: writeRDJSONL},
	{Name: "checkstyle", Doc: "for what reads Checkstyle's XML: Jenkins and others", make: writeCheckstyle},
	{Name: "junit", Doc: "for what reads JUnit's XML: GitLab, CircleCI and others", make: writeJUnit},
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

// JobSummary returns what belongs on the page of the job that makes the
// report, in at most room bytes; nothing in formats for other services.
func (f Format) JobSummary(r *Report, room int) []byte {
	if f.summary == nil {
		return nil
	}
	return f.summary(r, room)
}

// worstFirst returns the findings with the worst first, and
// otherwise in their order.
func worstFirst(r *Report) []driver.Finding {
	sorted := slices.Clone(r.Findings)
	slices.SortStableFunc(sorted, func(a, b driver.Finding) int { return cmp.Compare(rank(a.Severity), rank(b.Severity)) })
	return sorted
}
