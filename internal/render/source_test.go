package render

import (
	"errors"
	"testing"

	"github.com/conclint/conclint/internal/driver"
)

// withFiles returns a report that can read the given files.
func withFiles(files map[string]string) *Report {
	return &Report{Cwd: "/r", Root: "/r", ReadFile: func(name string) ([]byte, error) {
		text, ok := files[name]
		if !ok {
			return nil, errors.New("no such file")
		}
		return []byte(text), nil
	}}
}

func TestSpan(t *testing.T) {
	r := withFiles(map[string]string{"a.go": "plain\n\té漢😀x()\r\n\xff!"})
	nowhere := driver.Position{}
	for _, test := range []struct {
		what     string
		pos, end driver.Position
		want     span
	}{
		{"ASCII", at("a.go", 1, 2), at("a.go", 1, 4), span{1, 2, 1, 4}},
		{"tab, two and three bytes, a surrogate pair", at("a.go", 2, 11), at("a.go", 2, 14), span{2, 6, 2, 9}},
		{"over lines", at("a.go", 1, 5), at("a.go", 2, 11), span{1, 5, 2, 6}},
		{"no end: the rest of the line, without CR", at("a.go", 2, 2), nowhere, span{2, 2, 2, 9}},
		{"nothing: the rest of the line", at("a.go", 1, 2), at("a.go", 1, 2), span{1, 2, 1, 6}},
		{"end before the beginning", at("a.go", 2, 2), at("a.go", 1, 2), span{2, 2, 2, 9}},
		{"end in another file", at("a.go", 1, 2), at("b.go", 1, 4), span{1, 2, 1, 6}},
		{"end of the line", at("a.go", 1, 6), nowhere, span{line: 1, column: 6}},
		{"not UTF-8", at("a.go", 3, 2), nowhere, span{3, 2, 3, 3}},
		{"in the middle of a character", at("a.go", 2, 3), at("a.go", 2, 11), span{2, 3, 2, 6}},
		{"beyond the line", at("a.go", 1, 60), at("a.go", 1, 64), span{1, 60, 1, 64}},
		{"beyond the file", at("a.go", 60, 6), nowhere, span{line: 60, column: 6}},
		{"no file", at("b.go", 3, 7), at("b.go", 3, 9), span{3, 7, 3, 9}},
		{"no column", at("a.go", 2, 0), at("a.go", 2, 0), span{line: 2}},
		{"no line", at("a.go", 0, 0), nowhere, span{}},
	} {
		if got := r.span(test.pos, test.end); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.what, got, test.want)
		}
	}
}

func TestSourcePosition(t *testing.T) {
	s := newSource([]byte("ab\n\nc"))
	for offset, want := range [][2]int{{1, 1}, {1, 2}, {1, 3}, {2, 1}, {3, 1}, {3, 2}} {
		if line, column, ok := s.position(offset); !ok || line != want[0] || column != want[1] {
			t.Errorf("offset %d: %d:%d (%v), want %d:%d", offset, line, column, ok, want[0], want[1])
		}
	}
	for _, offset := range []int{-1, 6} {
		if _, _, ok := s.position(offset); ok {
			t.Errorf("offset %d is in the file", offset)
		}
	}
}
