package render

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/conclint/conclint/internal/driver"
)

// source is the text of a file, and where its lines are.
type source struct {
	text   []byte
	starts []int    // offset of each line
	hashes []string // of each line, once they were asked for
	syntax *syntax  // likewise
}

func newSource(text []byte) *source {
	s := &source{text: text, starts: []int{0}}
	for i, c := range text {
		if c == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
	return s
}

// source returns the named file, or nil if it cannot be read: a generated
// file whose source is somewhere else, or one that is gone by now.
func (r *Report) source(file string) *source {
	if s, ok := r.sources[file]; ok {
		return s
	}
	var s *source
	if r.ReadFile != nil {
		if text, err := r.ReadFile(file); err == nil {
			s = newSource(text)
		}
	}
	if r.sources == nil {
		r.sources = make(map[string]*source)
	}
	r.sources[file] = s
	return s
}

// line returns a line, counted from 1, without its end; ok is false if there
// is none.
func (s *source) line(n int) (text []byte, ok bool) {
	if s == nil || n < 1 || n > len(s.starts) {
		return nil, false
	}
	text = s.text[s.starts[n-1]:]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return bytes.TrimSuffix(text, []byte("\r")), true
}

// position returns the line and column of an offset, both counted from 1, the
// column in bytes; ok is false if the offset is not in the file.
func (s *source) position(offset int) (line, column int, ok bool) {
	if s == nil || offset < 0 || offset > len(s.text) {
		return 0, 0, false
	}
	line = sort.SearchInts(s.starts, offset+1)
	return line, offset - s.starts[line-1] + 1, true
}

// lines returns the offsets between which the lines are that have a part of the
// text, which is in the file.
func (s *source) lines(from, to int) (start, end int) {
	first, _, _ := s.position(from)
	end = len(s.text)
	if i := bytes.IndexByte(s.text[to:], '\n'); i >= 0 {
		end = to + i
	}
	return s.starts[first-1], end
}

// utf16Length counts the UTF-16 code units of text. A byte that is not UTF-8
// counts as one, as what editors show in its place does.
func utf16Length(text []byte) int {
	n := 0
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		if n++; c > 0xffff {
			n++
		}
		text = text[size:]
	}
	return n
}

// utf16Column converts the column of a line from bytes to UTF-16 code units,
// both counted from 1. It is left alone where the line is not known, or
// not the line that was analysed.
func (s *source) utf16Column(line, column int) int {
	text, ok := s.line(line)
	if !ok || column < 1 || column > len(text)+1 {
		return column
	}
	return utf16Length(text[:column-1]) + 1
}

// span is a part of a file. Lines count from 1, and so do columns, in UTF-16
// code units; the end is exclusive. What is 0 is not known.
type span struct{ line, column, endLine, endColumn int }

// span returns what lies between two positions. Where the end is not known, or
// nothing is before it, that is the rest of the line.
func (r *Report) span(pos, end driver.Position) span {
	if pos.Line == 0 || pos.Column == 0 {
		return span{line: pos.Line}
	}
	src := r.source(pos.File)
	s := span{line: pos.Line, column: src.utf16Column(pos.Line, pos.Column)}
	after := end.Line > pos.Line || end.Line == pos.Line && end.Column > pos.Column
	if end.File == pos.File && end.Column > 0 && after {
		s.endLine, s.endColumn = end.Line, src.utf16Column(end.Line, end.Column)
	} else if text, ok := src.line(pos.Line); ok {
		if n := utf16Length(text) + 1; n > s.column {
			s.endLine, s.endColumn = s.line, n
		}
	}
	return s
}
