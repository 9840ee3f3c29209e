// Package strict reads YAML files that people write: whatever it does not
// expect is an error that says where it is and what was perhaps meant.
package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/conclint/conclint/internal/nearest"
)

// File is a file that is being read.
type File struct {
	Name string     // for errors
	Root *yaml.Node // nil if there is nothing in the file
}

// Error is a mistake in a file.
type Error struct {
	File string
	Line int // from 1, or 0 if unknown
	Text string
}

// Error returns the mistake as "file:line: text".
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Text
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text)
}

// syntaxError is how package yaml words an error.
var syntaxError = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

// countsFrom0 matches the errors of package yaml's parser, as opposed to those of
// its scanner: the lines in them count from 0.
var countsFrom0 = regexp.MustCompile(`^did not find expected (key|node content|'-' indicator|',' or '[\]}]'|<)`)

// oddLine returns the first line with something in it that no text has, or else
// 1: package yaml has no line for these, and none for the first line.
func oddLine(text []byte) int {
	line := 0
	for l := range bytes.Lines(text) {
		line++
		if !utf8.Valid(l) || bytes.ContainsFunc(l, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }) {
			return line
		}
	}
	return 1
}

// Parse reads one YAML document. All errors are of type [*Error].
func Parse(name string, text []byte) (*File, error) {
	if line := conflict(text); line > 0 {
		return nil, &Error{name, line, "this is left over from a merge"}
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc, more yaml.Node
	err := dec.Decode(&doc)
	if errors.Is(err, io.EOF) {
		return &File{Name: name}, nil
	}
	if err == nil {
		if err = dec.Decode(&more); err == nil {
			return nil, &Error{name, more.Line, "a second document begins here"}
		}
	}
	if !errors.Is(err, io.EOF) {
		e := &Error{File: name, Text: err.Error()}
		if m := syntaxError.FindStringSubmatch(e.Text); m != nil {
			fmt.Sscan(m[1], &e.Line) // stays 0 when there is none
			e.Text, _, _ = strings.Cut(m[2], "\n")
		}
		switch {
		case e.Line == 0:
			e.Line = oddLine(text)
		case countsFrom0.MatchString(e.Text):
			e.Line = min(e.Line+1, 1+bytes.Count(bytes.TrimRight(text, "\r\n"), []byte("\n")))
		}
		return nil, e
	}
	f := &File{Name: name, Root: doc.Content[0]}
	if kind(f.Root) == "nothing" {
		f.Root = nil // comments
	}
	return f, nil
}

// conflict returns the line of what git leaves where two versions disagree, or
// 0 when there is nothing of the kind.
func conflict(text []byte) int {
	line := 0
	for l := range bytes.Lines(text) {
		line++
		if bytes.HasPrefix(l, []byte("<<<<<<< ")) || bytes.HasPrefix(l, []byte(">>>>>>> ")) {
			return line
		}
	}
	return 0
}

// Errorf returns an error about a node.
func (f *File) Errorf(n *yaml.Node, format string, args ...any) error {
	return &Error{f.Name, n.Line, fmt.Sprintf(format, args...)}
}

// Unknown returns the error about a name that is not among those known.
func (f *File) Unknown(n *yaml.Node, what, name string, known []string) error {
	if like := nearest.To(name, known); like != "" {
		return f.Errorf(n, "unknown %s %q (did you mean %s?)", what, name, like)
	}
	if len(known) > 0 && len(known) <= 12 {
		return f.Errorf(n, "unknown %s %q (there are %s)", what, name, strings.Join(known, ", "))
	}
	return f.Errorf(n, "unknown %s %q", what, name)
}

// kind says what a node is, in words.
func kind(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a mapping"
	case yaml.AliasNode:
		return "an alias"
	}
	switch n.ShortTag() {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "true or false"
	case "!!int", "!!float":
		return "a number"
	}
	return "a string"
}

// want checks what a node is.
func (f *File) want(n *yaml.Node, kinds ...string) error {
	if k := kind(n); !slices.Contains(kinds, k) {
		return f.Errorf(n, "this has to be %s, but is %s", kinds[0], k)
	}
	return nil
}

// Each calls do for each key of a mapping and its value. A key that comes twice
// is an error.
func (f *File) Each(n *yaml.Node, do func(key, value *yaml.Node) error) error {
	if err := f.want(n, "a mapping"); err != nil {
		return err
	}
	seen := make(map[string]bool)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			return f.Errorf(key, "a key has to be a string, but is %s", kind(key))
		}
		if seen[key.Value] {
			return f.Errorf(key, "%q is here twice", key.Value)
		}
		seen[key.Value] = true
		if err := do(key, n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// Fields reads a mapping, each key with its function. Other keys are errors.
func (f *File) Fields(n *yaml.Node, fields map[string]func(*yaml.Node) error) error {
	return f.Each(n, func(key, value *yaml.Node) error {
		read, ok := fields[key.Value]
		if !ok {
			known := make([]string, 0, len(fields))
			for name := range fields {
				known = append(known, name)
			}
			slices.Sort(known)
			return f.Unknown(key, "key", key.Value, known)
		}
		return read(value)
	})
}

// Items calls do for each item of a list.
func (f *File) Items(n *yaml.Node, do func(*yaml.Node) error) error {
	if err := f.want(n, "a list"); err != nil {
		return err
	}
	for _, item := range n.Content {
		if err := do(item); err != nil {
			return err
		}
	}
	return nil
}

// String returns a string.
func (f *File) String(n *yaml.Node) (string, error) {
	return n.Value, f.want(n, "a string")
}

// Scalar returns a string, a number or true or false as the file has it.
func (f *File) Scalar(n *yaml.Node) (string, error) {
	return n.Value, f.want(n, "a string", "a number", "true or false")
}

// Bool returns true or false.
func (f *File) Bool(n *yaml.Node) (bool, error) {
	if err := f.want(n, "true or false"); err != nil {
		return false, err
	}
	return strconv.ParseBool(n.Value)
}

// Count returns a number of 1 or more.
func (f *File) Count(n *yaml.Node) (int, error) {
	i, err := strconv.Atoi(n.Value)
	if kind(n) != "a number" || err != nil || i < 1 {
		return 0, f.Errorf(n, "this has to be a number from 1")
	}
	return i, nil
}
