package render

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/rule"
)

// sarif writes and reads back a report.
func sarif(t *testing.T, r *Report) sarifRun {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal([]byte(render(t, "sarif", r)), &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs", len(log.Runs))
	}
	return log.Runs[0]
}

func TestSARIF(t *testing.T) {
	r := withFiles(map[string]string{"a.go": "// é\n/*é*/ s.mu.Lock()\nx\n"})
	r.Version = "v1.2.3"
	r.Rules = []Rule{{Rule: rule.Rule{ID: "other"}}, {
		Rule: rule.Rule{
			ID: "lockorder-double", Title: "lock taken twice",
			Severity: rule.Error, Confidence: rule.High, OptIn: true,
		},
		Analyzer: "lockorder",
		Doc:      doc.Rule{ID: "lockorder-double", Text: "Two\nlines.\n\nMore.", Wrong: []string{"x\n"}},
	}}
	r.Failures = []string{"m/b was not analysed: why"}
	r.Findings = []driver.Finding{{
		Rule: "lockorder-double", Severity: rule.Error, Message: "locked f[i](x) again",
		Pos: at("a.go", 2, 9), End: at("a.go", 2, 13),
		Trace: []driver.Step{
			{Goroutine: 1, Text: "locks s[i].mu", Pos: at("a.go", 1, 1)},
			{Goroutine: 2, Text: "waits", Pos: at("a.go", 3, 1)},
			{Goroutine: 1, Text: "somewhere"},
		},
		Fixes: []driver.Fix{
			{Message: "mend", Edits: []driver.Edit{{File: "a.go", Start: 10, End: 12, New: "y"}}},
			{Message: "impossible", Edits: []driver.Edit{{File: "b.go", Start: 10, End: 12, New: "y"}}},
		},
	}, {
		Rule: "strange", Severity: rule.Warning, Message: "odd", Pos: at("b.go", 7, 2),
	}}
	run := sarif(t, r)

	d := run.Tool.Driver
	if d.Name != "conclint" || d.Version != "v1.2.3" || d.SemanticVersion != "1.2.3" || len(d.Rules) != 2 {
		t.Errorf("driver: %+v", d)
	}
	wantRule := sarifRule{
		ID:               "lockorder-double",
		ShortDescription: sarifMessage{Text: "Lock taken twice."},
		FullDescription:  sarifMessage{Text: "Two lines."},
		Help: sarifMessage{
			Text:     "Two\nlines.\n\nMore.\n\nWRONG:\n\n\tx",
			Markdown: "Two lines.\n\nMore.\n\nWrong:\n\n```go\nx\n```\n",
		},
		HelpURI:              rule.Rule{ID: "lockorder-double"}.URL(),
		DefaultConfiguration: sarifConfiguration{Enabled: false, Level: "error"},
		Properties:           sarifRuleProperties{Tags: []string{"concurrency", "lockorder"}, Precision: "high", Severity: "error"},
	}
	if !reflect.DeepEqual(d.Rules[1], wantRule) {
		t.Errorf("rule: %+v\nwant %+v", d.Rules[1], wantRule)
	}
	if want := []sarifInvocation{{Notifications: []sarifNotification{{"error", sarifMessage{Text: r.Failures[0]}}}}}; !reflect.DeepEqual(run.Invocations, want) {
		t.Errorf("invocations: %+v, want %+v", run.Invocations, want)
	}

	place := func(line, column, endLine, endColumn int) *sarifPhysicalLocation {
		return &sarifPhysicalLocation{sarifArtifactLocation{URI: "a.go", URIBaseID: srcRoot}, &sarifRegion{line, column, endLine, endColumn}}
	}
	step := func(n int, text string, at *sarifPhysicalLocation, importance string) sarifThreadFlowLocation {
		return sarifThreadFlowLocation{sarifLocation{PhysicalLocation: at, Message: &sarifMessage{Text: text}}, n, importance}
	}
	index := 1
	want := []sarifResult{{
		RuleID: "lockorder-double", RuleIndex: &index, Level: "error",
		Message: sarifMessage{Text: "locked f[i] (x) again\n" +
			`1. [goroutine 1: locks s\[i\].mu](1)` + "\n2. [goroutine 2: waits](2)\n3. goroutine 1: somewhere"},
		Locations: []sarifLocation{{PhysicalLocation: place(2, 8, 2, 12)}},
		RelatedLocations: []sarifLocation{
			{ID: 1, PhysicalLocation: place(1, 1, 1, 5), Message: &sarifMessage{Text: "goroutine 1: locks s[i].mu"}},
			{ID: 2, PhysicalLocation: place(3, 1, 3, 2), Message: &sarifMessage{Text: "goroutine 2: waits"}},
		},
		CodeFlows: []sarifCodeFlow{{ThreadFlows: []sarifThreadFlow{
			{ID: "1", Message: &sarifMessage{Text: "goroutine 1"}, Locations: []sarifThreadFlowLocation{
				step(1, "1. goroutine 1: locks s[i].mu", place(1, 1, 1, 5), ""),
				step(3, "3. goroutine 1: somewhere", place(3, 1, 3, 2), "essential"),
			}},
			{ID: "2", Message: &sarifMessage{Text: "goroutine 2"}, Locations: []sarifThreadFlowLocation{
				step(2, "2. goroutine 2: waits", place(3, 1, 3, 2), "essential"),
			}},
		}}},
		Fixes: []sarifFix{{sarifMessage{Text: "mend"}, []sarifArtifactChange{{
			sarifArtifactLocation{URI: "a.go", URIBaseID: srcRoot},
			[]sarifReplacement{{sarifRegion{2, 4, 2, 6}, sarifMessage{Text: "y"}}},
		}}}},
		PartialFingerprints: map[string]string{lineHash: newSource([]byte("/*é*/ s.mu.Lock()\nx\n")).lineHash(1)},
	}, {
		RuleID: "strange", Level: "warning", Message: sarifMessage{Text: "odd"},
		Locations: []sarifLocation{{PhysicalLocation: &sarifPhysicalLocation{
			sarifArtifactLocation{URI: "b.go", URIBaseID: srcRoot}, &sarifRegion{StartLine: 7, StartColumn: 2}}}},
	}}
	if !reflect.DeepEqual(run.Results, want) {
		got, _ := json.MarshalIndent(run.Results, "", " ")
		want, _ := json.MarshalIndent(want, "", " ")
		t.Errorf("results:\n%s\nwant\n%s", got, want)
	}
}

func TestSARIFOfNothing(t *testing.T) {
	text := render(t, "sarif", &Report{Version: "(devel)"})
	for _, want := range []string{`"results": []`, `"rules": []`, `"executionSuccessful": true`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	if strings.Contains(text, "semanticVersion") {
		t.Errorf("(devel) is no semantic version: %s", text)
	}
}

func TestSARIFLimits(t *testing.T) {
	r := &Report{Cwd: "/", Root: "/"}
	for i := range maxResults + 2 {
		f := driver.Finding{Rule: "x", Severity: rule.Warning, Message: "m", Pos: at("a.go", i+1, 1)}
		if i > maxResults {
			f.Severity = rule.Error
		}
		r.Findings = append(r.Findings, f)
	}
	for i := range maxRelated + 1 {
		r.Findings[0].Trace = append(r.Findings[0].Trace, driver.Step{Text: fmt.Sprint("step ", i+1), Pos: at("a.go", 1, 1)})
	}
	run := sarif(t, r)
	if n := len(run.Results); n != maxResults || run.Results[0].Level != "error" {
		t.Errorf("%d results, the first an %s", n, run.Results[0].Level)
	}
	if notes := run.Invocations[0].Notifications; len(notes) != 1 || !strings.HasPrefix(notes[0].Message.Text, "2 findings are left out") {
		t.Errorf("notifications: %v", notes)
	}
	first := run.Results[1]
	if n := len(first.RelatedLocations); n != maxRelated {
		t.Errorf("%d related locations", n)
	}
	if !strings.HasSuffix(first.Message.Text, "\n100. [step 100](100)\n101. step 101") {
		t.Errorf("message: %s", first.Message.Text)
	}
	if n := len(first.CodeFlows[0].ThreadFlows[0].Locations); n != maxRelated+1 {
		t.Errorf("%d steps in the code flow", n)
	}
}
