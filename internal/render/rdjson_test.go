package render

import (
	"testing"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/rule"
)

func TestRDJSONL(t *testing.T) {
	r := withFiles(map[string]string{"a.go": "é := 1\nb := <-c\n"})
	edit := func(file string, start, end int, text string) driver.Edit {
		return driver.Edit{File: file, Start: start, End: end, New: text}
	}
	r.Findings = []driver.Finding{{
		Rule: "bad", Severity: rule.Error, Message: "b <- é", URL: "https://x/bad.md",
		Pos: at("a.go", 1, 4), End: at("a.go", 2, 3),
		Trace: []driver.Step{{Goroutine: 1, Text: "waits", Pos: at("a.go", 2, 6)}, {Text: "somewhere"}},
		Fixes: []driver.Fix{
			{Edits: []driver.Edit{edit("a.go", 8, 9, "x"), edit("a.go", 0, 2, "y"), edit("a.go", 3, 3, "z")}},
			{Message: "overlap", Edits: []driver.Edit{edit("a.go", 0, 4, "x"), edit("a.go", 3, 5, "y")}},
			{Message: "two files", Edits: []driver.Edit{edit("a.go", 0, 4, "x"), edit("b.go", 5, 6, "y")}},
			{Message: "no file", Edits: []driver.Edit{edit("b.go", 5, 6, "y")}},
			{Message: "beyond the end", Edits: []driver.Edit{edit("a.go", 5, 600, "y")}},
			{Message: "nothing"},
		},
	}, {
		Rule: "mild", Severity: rule.Warning, Message: "no column", Pos: at("g.y", 9, 0), End: at("g.y", 9, 0),
	}, {
		Rule: "mild", Severity: rule.Warning, Message: "nowhere",
	}}
	want := `{"message":"b <- é\n1. goroutine 1: waits (a.go:2:6)\n2. somewhere",` +
		`"location":{"path":"a.go","range":{"start":{"line":1,"column":4},"end":{"line":2,"column":3}}},"severity":"ERROR",` +
		`"source":{"name":"conclint","url":"https://github.com/conclint/conclint"},"code":{"value":"bad","url":"https://x/bad.md"},` +
		`"suggestions":[{"range":{"start":{"line":1,"column":1},"end":{"line":2,"column":2}},"text":"y z:= 1\nx"}],` +
		`"original_output":"a.go:1:4: b <- é (bad)","related_locations":[{"message":"1. goroutine 1: waits",` +
		`"location":{"path":"a.go","range":{"start":{"line":2,"column":6}}}}]}` + "\n" +
		`{"message":"no column","location":{"path":"g.y","range":{"start":{"line":9}}},"severity":"WARNING",` +
		`"source":{"name":"conclint","url":"https://github.com/conclint/conclint"},"code":{"value":"mild"},"original_output":"g.y:9: no column (mild)"}` + "\n" +
		`{"message":"nowhere","location":{"path":""},"severity":"WARNING",` +
		`"source":{"name":"conclint","url":"https://github.com/conclint/conclint"},"code":{"value":"mild"},"original_output":"unknown position: nowhere (mild)"}` + "\n"
	if got := render(t, "rdjsonl", r); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
