package render

import (
	"testing"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/rule"
)

var rendered = []driver.Finding{{
	Rule: "lockorder-double", Analyzer: "lockorder", Severity: rule.Error, Package: "m",
	Message: "s.mu <- is locked again",
	Pos:     at("a.go", 3, 5), End: at("a.go", 3, 9),
	URL: "https://x/y",
	Trace: []driver.Step{
		{Goroutine: 1, Text: "locks s.mu", Pos: at("a.go", 2, 1)},
		{Text: "somewhere"},
	},
	Fixes: []driver.Fix{{Message: "remove", Edits: []driver.Edit{{File: "a.go", Start: 4, End: 6, New: "x"}}}},
}, {
	Rule: "atomic", Analyzer: "atomic", Severity: rule.Warning, Message: "two\nlines", Pos: at("g.y", 9, 0),
}, {
	Rule: "atomic", Analyzer: "atomic", Severity: rule.Warning, Message: "nowhere",
}}

func at(file string, line, column int) driver.Position {
	return driver.Position{File: file, Line: line, Column: column}
}

// render returns a report in the named format.
func render(t *testing.T, name string, r *Report) string {
	t.Helper()
	f, ok := Find(name)
	if !ok {
		t.Fatalf("there is no format %s", name)
	}
	text, err := f.Render(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSummary(t *testing.T) {
	for _, test := range []struct {
		findings []driver.Finding
		want     string
	}{
		{nil, ""},
		{rendered[:1], "1 finding (1 lockorder-double)"},
		{rendered, "3 findings (2 atomic, 1 lockorder-double)"},
	} {
		if got := Summary(test.findings); got != test.want {
			t.Errorf("Summary = %q, want %q", got, test.want)
		}
	}
}
