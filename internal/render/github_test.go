package render

import (
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/rule"
)

func TestGitHub(t *testing.T) {
	r := withFiles(map[string]string{"sub/a,b:c.go": "é := 100%\n"})
	r.Cwd = "/r/sub"
	r.ReadFile = withFiles(map[string]string{"a,b:c.go": "é := 100%\n"}).ReadFile
	r.Failures = []string{"m/b was not analysed: why", "m/c was not analysed: that"}
	r.Findings = []driver.Finding{
		{Rule: "mild", Severity: rule.Warning, Message: "100% sure\r\nreally", Pos: at("a,b:c.go", 1, 4), End: at("a,b:c.go", 1, 6)},
		{Rule: "bad", Severity: rule.Error, Message: "over lines", Pos: at("b.go", 1, 4), End: at("b.go", 3, 6)},
		{Rule: "bad", Severity: rule.Error, Message: "no column", Pos: at("g.y", 9, 0), URL: "https://x/bad.md",
			Trace: []driver.Step{{Goroutine: 2, Text: "waits", Pos: at("b.go", 2, 3)}, {Text: "somewhere"}}},
		{Rule: "bad", Severity: rule.Error, Message: "nowhere ::error::"},
		{Rule: "bad", Severity: rule.Error, Message: "elsewhere", Pos: at("/x/y.go", 1, 0)},
	}
	want := `::error title=conclint%3A 2 packages not analysed::m/b was not analysed: why%0Am/c was not analysed: that
::error file=sub/b.go,line=1,endLine=3,title=conclint%3A bad::over lines
::error file=sub/g.y,line=9,title=conclint%3A bad::no column%0A1. goroutine 2: waits (b.go:2:3)%0A2. somewhere%0Ahttps://x/bad.md
::error title=conclint%3A bad::nowhere ::error::
::error file=/x/y.go,line=1,title=conclint%3A bad::elsewhere
::warning file=sub/a%2Cb%3Ac.go,line=1,endLine=1,col=3,endColumn=5,title=conclint%3A mild::100%25 sure%0D%0Areally
`
	if got := render(t, "github", r); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := render(t, "github", &Report{}); got != "" {
		t.Errorf("nothing found, but: %s", got)
	}
}

// summary returns the job summary in the named format.
func summary(t *testing.T, name string, r *Report, room int) string {
	t.Helper()
	f, ok := Find(name)
	if !ok {
		t.Fatalf("there is no format %s", name)
	}
	return string(f.JobSummary(r, room))
}

func TestJobSummary(t *testing.T) {
	r := &Report{
		Cwd: "/r/sub", Root: "/r", SourceURL: "https://host/o/r/blob/abc",
		Failures: []string{"m/b was not analysed: a < b"},
		Findings: []driver.Finding{
			{Rule: "mild", Severity: rule.Warning, Message: "reads *p[i]\nand <-c", Pos: at("a_(1).go", 1, 4),
				Trace: []driver.Step{{Text: "here", Pos: at("a_(1).go", 2, 1)}}},
			{Rule: "bad", Severity: rule.Error, Message: "dead", URL: "https://x/bad.md", Pos: at("/x/y.go", 3, 4),
				Trace: []driver.Step{
					{Goroutine: 1, Text: "locks m", Pos: at("b.go", 2, 3)},
					{Goroutine: 2, Text: "waits"},
				}},
		},
	}
	want := "## conclint: 2 findings (1 bad, 1 mild), 1 package not analysed\n\n" +
		"- m/b was not analysed: a &#60; b\n" +
		"\n**error** /x/y.go:3:4: dead ([bad](https://x/bad.md))\n" +
		"\n<details><summary>2 steps in 2 goroutines</summary>\n\n" +
		"```mermaid\n" + sequenceDiagram(r.Findings[1].Trace) + "```\n\n" +
		"1. goroutine 1: locks m ([b.go:2:3](https://host/o/r/blob/abc/sub/b.go#L2))\n" +
		"2. goroutine 2: waits\n\n</details>\n" +
		"\n**warning** [a\\_(1).go:1:4](https://host/o/r/blob/abc/sub/a_%281%29.go#L1): reads \\*p\\[i\\] and &#60;-c (mild)\n" +
		"\n<details><summary>1 step</summary>\n\n" +
		"1. here ([a\\_(1).go:2:1](https://host/o/r/blob/abc/sub/a_%281%29.go#L2))\n\n</details>\n\n"
	if got := summary(t, "github", r, JobSummaryRoom); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := summary(t, "github", &Report{}, JobSummaryRoom), "## conclint: nothing found\n\n\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, f := range Formats() {
		if got := summary(t, f.Name, r, JobSummaryRoom); (got != "") != (f.Name == "github") {
			t.Errorf("job summary of format %s: %q", f.Name, got)
		}
	}
}

func TestJobSummaryRoom(t *testing.T) {
	var r Report
	for range 30 {
		r.Findings = append(r.Findings, driver.Finding{Rule: "bad", Severity: rule.Error, Message: strings.Repeat("very ", 20) + "bad"})
		r.Failures = append(r.Failures, "m was not analysed: why")
	}
	got := summary(t, "github", &r, 2000)
	if len(got) > 2000 || len(got) < 1800 || !strings.Contains(got, "\n- and 10 more\n") {
		t.Errorf("%d bytes:\n%s", len(got), got)
	}
	if n := strings.Count(got, "**error**"); !strings.Contains(got, "\n"+count(30-n, "more finding")+" did not fit in here.\n") {
		t.Errorf("%d findings are shown in\n%s", n, got)
	}
	if got := summary(t, "github", &r, 100); got != "" {
		t.Errorf("%q in no room", got)
	}
}

func TestSequenceDiagram(t *testing.T) {
	got := sequenceDiagram([]driver.Step{
		{Goroutine: 2, Text: "sends <-c; end", Pos: at("x/a#b.go", 7, 3)},
		{Goroutine: 1, Text: "locks m[\"é漢\"]\n100%"},
		{Text: "somewhere"},
	})
	want := `%%{init: {"sequence": {"wrap": true, "width": 240}}}%%
sequenceDiagram
    participant g1 as goroutine 1
    participant g2 as goroutine 2
    Note over g2: 1. sends #60;-c#59; end<br/>a#35;b.go:7
    Note over g1: 2. locks m#91;#34;é漢#34;#93; 100#37;
    Note over g1,g2: 3. somewhere
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if long := sequenceDiagram([]driver.Step{{Goroutine: 1, Text: strings.Repeat("x", maxDiagram)}}); long != "" {
		t.Errorf("a picture of %d bytes", len(long))
	}
}
