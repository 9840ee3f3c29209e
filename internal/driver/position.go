package driver

import (
	"cmp"
	"path/filepath"
	"strconv"
	"strings"
)

// Position is a place in a file. Line and Column count from 1, columns in
// bytes; both are 0 when unknown.
type Position struct {
	File         string // absolute until [Result] is made, then as shown to the user
	Line, Column int
}

// Valid reports whether the position names a file.
func (p Position) Valid() bool { return p.File != "" }

// String returns file:line:column, without the parts that are not known and
// with control characters as Go source has them.
func (p Position) String() string {
	s := visible(p.File)
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}

func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// parsePosition reads what go/token's Position.String wrote: "file:line:col",
// "file:line", "file", or "-". File names may contain colons. A //line directive
// can take the file away, and leave "line:column" or "line" of nothing.
func parsePosition(s string) Position {
	if s == "-" || s == "" || strings.Trim(s, ":0123456789") == "" {
		return Position{}
	}
	rest, last, ok := cutNumber(s)
	if !ok {
		return Position{File: s}
	}
	if file, line, ok := cutNumber(rest); ok {
		return Position{File: file, Line: line, Column: last}
	}
	return Position{File: rest, Line: last}
}

// cutNumber splits "text:number".
func cutNumber(s string) (text string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i <= 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	if err != nil || n < 0 {
		return s, 0, false
	}
	return s[:i], n, true
}

// Shown returns an absolute file name as it is worded for a user who stands in
// dir.
func Shown(file, dir string) string { return shortener(dir)(file) }

// shortener returns a function that words absolute file names for a user who
// stands in dir: relative to it where that is shorter, as the go command does.
func shortener(dir string) func(string) string {
	return func(file string) string {
		if !filepath.IsAbs(file) {
			return file
		}
		if rel, err := filepath.Rel(dir, file); err == nil && len(rel) < len(file) {
			return rel
		}
		return file
	}
}
