package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/changed"
	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/fingerprint"
)

// elsewhere knows which functions have changed. Steps of a trace in another
// package than the finding's are known by their function only, since what
// packages tell each other has no positions; they are shown where the step before
// them is.
type elsewhere struct {
	dirs map[string][]string // function -> directories of the packages in which one of its name has changed
}

// newElsewhere reads the files in which something has changed.
func newElsewhere(lines *changed.Lines) *elsewhere {
	e := &elsewhere{make(map[string][]string)}
	sources := fingerprint.Sources{Read: driver.ReadSource}
	for file, span := range lines.All() {
		if filepath.Ext(file) != ".go" {
			continue
		}
		for _, name := range sources.Functions(file, span.First, span.Last) {
			name = bare(name)
			e.dirs[name] = append(e.dirs[name], filepath.Dir(file))
		}
	}
	return e
}

// has reports whether a step of the finding in another package is in a function
// that has changed, or has the name of one: too much is better than too little.
func (e *elsewhere) has(f driver.Finding, cwd string) bool {
	own := filepath.Dir(absolute(cwd, f.Pos.File))
	if real, err := filepath.EvalSymlinks(own); err == nil {
		own = real
	}
	before := f.Pos
	for i, s := range f.Trace {
		if s.Pos == before && i > 0 && slices.ContainsFunc(e.dirs[bare(s.Text)], func(dir string) bool { return dir != own }) {
			return true
		}
		before = s.Pos
	}
	return false
}

// decoration is what function names have in traces and not in declarations, or
// the other way round: the numbers of literals, and parentheses and stars around
// receivers.
var decoration = regexp.MustCompile(`\$\d+|[()*]`)

// typeArguments are the innermost ones.
var typeArguments = regexp.MustCompile(`\[[^\[\]]*\]`)

// bare returns the function that a text begins with, without decoration and type
// arguments.
func bare(text string) string {
	for typeArguments.MatchString(text) {
		text = typeArguments.ReplaceAllString(text, "")
	}
	name, _, _ := strings.Cut(decoration.ReplaceAllString(text, ""), " ")
	return name
}
