package render

import (
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/rule"
)

// What is worth a note only is called by each format's own name, and comes last
// where there is an order.
func TestNote(t *testing.T) {
	r := &Report{
		Findings: []driver.Finding{
			{Rule: "n", Severity: rule.Note, Message: "the note", Pos: at("a.go", 1, 1)},
			{Rule: "w", Severity: rule.Warning, Message: "the warning", Pos: at("a.go", 2, 1)},
			{Rule: "e", Severity: rule.Error, Message: "the error", Pos: at("a.go", 3, 1)},
		},
		Rules: []Rule{{Rule: rule.Rule{ID: "n", Severity: rule.Note}}},
	}
	for format, wants := range map[string][]string{
		"github":     {"::error ", "the error", "::warning ", "the warning", "::notice ", "the note"},
		"checkstyle": {`severity="info"`, "the note", `severity="warning"`, `severity="error"`},
		"rdjsonl":    {`"severity":"INFO"`, `"severity":"WARNING"`, `"severity":"ERROR"`},
		"sarif":      {`"problem.severity": "recommendation"`, `"level": "note"`, `"level": "warning"`, `"level": "error"`},
		"json":       {`"severity":"note"`},
	} {
		f, ok := Find(format)
		if !ok {
			t.Fatalf("there is no format %s", format)
		}
		text, err := f.Render(r)
		if err != nil {
			t.Fatal(err)
		}
		rest := strings.ReplaceAll(string(text), `":"`, `": "`)
		for _, want := range wants {
			_, after, ok := strings.Cut(rest, strings.ReplaceAll(want, `":"`, `": "`))
			if !ok {
				t.Errorf("%s: no %q where it should be in\n%s", format, want, text)
				break
			}
			rest = after
		}
	}
}
