package suppress

import (
	"go/ast"
	"go/token"
	"math"
	"slices"
	"strings"
)

// The verbs.
const (
	nolint     = "//nolint"
	ignore     = "//lint:ignore"
	fileIgnore = "//lint:file-ignore"
)

// parse adds the directives of a file.
func (ds *Directives) parse(f *ast.File) {
	first := len(ds.list)
	for _, group := range f.Comments {
		for _, c := range group.List {
			d := read(c.Text)
			if d == nil {
				continue
			}
			d.Pos, d.End = c.Pos(), c.End()
			p := ds.fset.PositionFor(c.Pos(), false)
			d.file, d.from, d.to = p.Filename, p.Line, p.Line
			if d.Verb == fileIgnore {
				d.from, d.to = 0, math.MaxInt
			}
			ds.list = append(ds.list, d)
		}
	}
	if len(ds.list) > first {
		ds.extend(f, ds.list[first:])
	}
}

// read parses the text of a comment. The result is nil unless it is a directive.
func read(text string) *Directive {
	text = strings.TrimRight(text, "\r\n")
	switch verb, rest, _ := strings.Cut(text, " "); verb {
	case ignore, fileIgnore:
		names, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
		if names == "" {
			return nil
		}
		return &Directive{Verb: verb, Names: list(names), Reason: strings.TrimSpace(reason)}
	}
	// As golangci-lint has it, spaces may precede the word.
	body, ok := strings.CutPrefix(text, "//")
	if !ok {
		return nil
	}
	body, ok = strings.CutPrefix(strings.TrimLeft(body, "/ "), "nolint")
	if !ok || body != "" && body[0] != ':' && body[0] != ' ' {
		return nil
	}
	names, reason, _ := strings.Cut(body, "//")
	d := &Directive{Verb: nolint, Names: []string{""}, Reason: strings.TrimSpace(reason)}
	if names, ok := strings.CutPrefix(names, ":"); ok {
		d.Names = list(strings.ToLower(names))
	}
	return d
}

// list splits names at commas.
func list(text string) []string {
	var names []string
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// extend finds out what the directives on lines of their own are about: for
// //lint:ignore the line after the comment, for //nolint all of the statement,
// declaration or block that begins there, be it the file.
func (ds *Directives) extend(f *ast.File, list []*Directive) {
	type start struct{ line, column int }
	about := make(map[start][]*Directive) // where it has to begin -> who is about it
	alone := ds.alone(f, list)
	for _, group := range f.Comments {
		for _, d := range list {
			if d.Verb == fileIgnore || d.Pos < group.Pos() || group.End() < d.End || !alone(d) {
				continue
			}
			after := ds.fset.PositionFor(group.End(), false).Line + 1
			if d.Verb == ignore {
				d.from, d.to = after, after
				continue
			}
			at := start{after, ds.fset.PositionFor(d.Pos, false).Column}
			about[at] = append(about[at], d)
		}
	}
	if len(about) == 0 {
		return
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			return true
		}
		p := ds.fset.PositionFor(n.Pos(), false)
		for _, d := range about[start{p.Line, p.Column}] {
			d.to = max(d.to, ds.fset.PositionFor(n.End(), false).Line)
		}
		return true
	})
}

// alone returns a function that tells whether a directive has no code in front
// of it on its line.
func (ds *Directives) alone(f *ast.File, list []*Directive) func(*Directive) bool {
	first := make(map[int]token.Pos) // line -> where the first code in it begins or ends
	for _, d := range list {
		first[d.from] = token.NoPos
	}
	note := func(pos token.Pos) {
		line := ds.fset.PositionFor(pos, false).Line
		if old, ok := first[line]; ok && (old == token.NoPos || pos < old) {
			first[line] = pos
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n.(type) {
		case nil:
		case *ast.Comment, *ast.CommentGroup:
			return false
		case *ast.File:
			note(n.Pos())
		default:
			note(n.Pos())
			note(n.End() - 1) // such as a closing brace
		}
		return true
	})
	return func(d *Directive) bool {
		code := first[ds.fset.PositionFor(d.Pos, false).Line]
		return code == token.NoPos || d.Pos < code
	}
}
