// Package suppress reads the comments by which people silence findings:
//
//	//nolint:NAME[,NAME] // why          golangci-lint's
//	//lint:ignore NAME[,NAME] why        staticcheck's
//	//lint:file-ignore NAME[,NAME] why   staticcheck's, for the file
//
// A name is that of an analyzer, a rule, or "conclint". Each comment works as
// its inventors have it work, with what they call checks and linters.
package suppress

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/scope"
)

// Us is the name that stands for all of conclint's rules.
const Us = "conclint"

// everyone are the names that stand for the rules of everybody.
var everyone = []string{"", "all"}

// Directive is one such comment.
type Directive struct {
	Pos, End token.Pos // of the comment

	// Verb is how the comment begins: "//nolint", "//lint:ignore" or
	// "//lint:file-ignore".
	Verb string

	// Names are the names as written, without repetitions. A //nolint
	// without any has the one name "".
	Names []string

	// Reason is what the author gives as a reason, or "".
	Reason string

	file     string // not adjusted by //line comments, as are the lines
	from, to int    // the lines that it is about
}

// Working reports whether the directive silences anything at all: without a
// reason, staticcheck's does not.
func (d *Directive) Working() bool { return d.Verb == nolint || d.Reason != "" }

// Says returns the directive as one about a single of its names is written.
func (d *Directive) Says(name string) string {
	if d.Verb == nolint {
		return d.Verb + ":" + name
	}
	return d.Verb + " " + name
}

// judge is the analyzer that has to say something about directives themselves.
const judge = "suppress"

// Covers reports whether a directive's name stands for a rule of an analyzer.
// What is said about a directive is suppressed by none that stands for all
// rules, lest it be the directive itself.
func Covers(name, analyzer, rule string) bool {
	return match(name, rule) || match(name, analyzer) ||
		analyzer != judge && (name == Us || slices.Contains(everyone, name))
}

// Foreign reports whether a directive of this name is not ours to judge: it is
// for everybody, and is perhaps there for the sake of somebody else; or the
// driver obeys it.
func (d *Directive) Foreign(name string) bool {
	return slices.Contains(everyone, name) || d.left(name)
}

// left reports whether the name is left to the driver.
func (d *Directive) left(name string) bool {
	return scope.HostNolint && d.Verb == nolint && (name == Us || slices.Contains(everyone, name))
}

// match reports whether name, perhaps with wildcards, is the other name.
func match(name, other string) bool {
	if strings.EqualFold(name, other) {
		return true
	}
	ok, err := path.Match(name, other)
	return ok && err == nil // a malformed pattern matches nothing
}

// Directives are those of a package.
type Directives struct {
	fset *token.FileSet
	list []*Directive
}

// Parse reads the directives in the files' comments.
func Parse(fset *token.FileSet, files []*ast.File) *Directives {
	ds := &Directives{fset: fset}
	for _, f := range files {
		ds.parse(f)
	}
	return ds
}

// All returns the directives in the order of the files and of their positions.
func (ds *Directives) All() []*Directive { return ds.list }

// Names calls found for each directive that is about the line of pos and
// silences something, with each of its names.
func (ds *Directives) Names(pos token.Pos, found func(d *Directive, name string)) {
	if len(ds.list) == 0 || !pos.IsValid() {
		return
	}
	p := ds.fset.PositionFor(pos, false)
	for _, d := range ds.list {
		if d.file != p.Filename || p.Line < d.from || d.to < p.Line || !d.Working() {
			continue
		}
		for _, name := range d.Names {
			if !d.left(name) {
				found(d, name)
			}
		}
	}
}
