package render

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/rule"
)

// deadlock is a file in which two goroutines wait for each other.
const deadlock = `package a

func f() {
	mu.Lock()
	go func() {
		mu.Lock()
		close(done)
	}()


	// far away
	// from the rest

	// as the eye
	// goes
	<-done
}
`

// waiting is what there is to say about it.
var waiting = driver.Finding{
	Rule: "lockorder-wait", Analyzer: "lockorder", Severity: rule.Error, Package: "m/a", Message: "waits",
	Pos: at("a/a.go", 16, 2),
	Trace: []driver.Step{
		{Goroutine: 1, Text: "locks mu", Pos: at("a/a.go", 4, 4)},
		{Goroutine: 1, Text: "receives from done for ever", Pos: at("a/a.go", 16, 2)},
		{Goroutine: 2, Text: "is started here", Pos: at("a/a.go", 5, 2)},
		{Goroutine: 2, Text: "locks mu for ever because of goroutine 1", Pos: at("a/a.go", 6, 5)},
		{Goroutine: 2, Text: "locks mu for ever because of goroutine 1", Pos: at("a/a.go", 6, 5)},
	},
}

func TestHTMLFinding(t *testing.T) {
	r := withFiles(map[string]string{"a/a.go": deadlock})
	f := r.htmlFinding(7, waiting, true)
	var steps []string
	for _, s := range f.Steps {
		steps = append(steps, fmt.Sprintf("%d %d %s %d %s %s", s.Number, s.Goroutine, s.Text, s.Times, s.Pos, s.Func))
	}
	want := []string{
		"1 2 is started here 1 a.go:5 f",
		"2 1 locks mu 1 a.go:4 f",
		"3 1 receives from done for ever 1 a.go:16 f",
		"4 2 locks mu for ever because of goroutine 1 2 a.go:6 f, literal in line 5",
	}
	if !slices.Equal(steps, want) {
		t.Errorf("steps\n%s\nwant\n%s", strings.Join(steps, "\n"), strings.Join(want, "\n"))
	}
	picture := string(f.Picture)
	for _, part := range []string{"arrow begin", "arrow need", "holds mu", `href="#f7s4"`, "(2 times)"} {
		if !strings.Contains(picture, part) {
			t.Errorf("no %q in\n%s", part, picture)
		}
	}
	if f := r.htmlFinding(7, waiting, false); f.Picture != "" || f.Excerpts != nil || len(f.Steps) != 4 {
		t.Errorf("a finding without details: %+v", f)
	}
}

// TestHTMLTooLarge: what has no picture says so.
func TestHTMLTooLarge(t *testing.T) {
	f := waiting
	f.Trace = nil
	for i := range 200 {
		f.Trace = append(f.Trace, driver.Step{Goroutine: i%2 + 1, Text: fmt.Sprint(i)})
	}
	const note = "too long for a picture"
	if page := render(t, "html", &Report{Findings: []driver.Finding{f}}); !strings.Contains(page, note) || strings.Contains(page, `class="lanes"`) {
		t.Errorf("a trace of 200 steps:\n%s", page)
	}
	if page := render(t, "html", &Report{Findings: []driver.Finding{waiting}}); strings.Contains(page, note) {
		t.Errorf("a short trace:\n%s", page)
	}
}

func TestHTMLExcerpts(t *testing.T) {
	r := withFiles(map[string]string{"a/a.go": deadlock})
	r.SourceURL = "https://host/blob/abc"
	f := waiting
	f.Trace = append(slices.Clone(f.Trace), driver.Step{Goroutine: 2, Text: "elsewhere", Pos: at("b.go", 1, 1)})
	steps := r.htmlSteps("f1", f)
	got := r.htmlExcerpts(f, steps)
	if len(got) != 2 {
		t.Fatalf("%d excerpts: %+v", len(got), got)
	}
	want := []htmlExcerpt{{
		Pos: "a/a.go:4", Func: "f", Link: "https://host/blob/abc/a/a.go#L4",
		Text: "<i>1</i>package a\n<i>2</i>\n<i>3</i>func f() {\n" +
			"<i>4</i><mark>\tmu.Lock()</mark>\n<i></i>\t<b id=\"f1s2\" class=\"g1\" tabindex=\"-1\">2 goroutine 1: locks mu</b>\n" +
			"<i>5</i><mark>\tgo func() {</mark>\n<i></i>\t<b id=\"f1s1\" class=\"g2\" tabindex=\"-1\">1 goroutine 2: is started here</b>\n" +
			"<i>6</i><mark>\t\tmu.Lock()</mark>\n<i></i>\t\t<b id=\"f1s4\" class=\"g2\" tabindex=\"-1\">4 goroutine 2: locks mu for ever because of goroutine 1 (2 times)</b>\n" +
			"<i>7</i>\t\tclose(done)\n<i>8</i>\t}()\n<i>9</i>\n",
	}, {
		Pos: "a/a.go:16", Func: "f", Link: "https://host/blob/abc/a/a.go#L16",
		Text: "<i>13</i>\n<i>14</i>\t// as the eye\n<i>15</i>\t// goes\n" +
			"<i>16</i><mark>\t&lt;-done</mark>\n<i></i>\t<b id=\"f1s3\" class=\"g1\" tabindex=\"-1\">3 goroutine 1: receives from done for ever</b>\n" +
			"<i>17</i>}\n",
	}}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got\n%+v\nwant\n%+v", got[i], want[i])
		}
	}
}

func TestHTMLGroups(t *testing.T) {
	r := &Report{Cwd: "/x/project", Root: "/x/project", Version: "v1"}
	add := func(pkg, id string, severity rule.Severity) {
		r.Findings = append(r.Findings, driver.Finding{Package: pkg, Rule: id, Analyzer: "a" + id, Severity: severity, Pos: at(pkg+"/f.go", 1, 1)})
	}
	add("m/b", "mild", rule.Warning)
	add("m/b", "z-bad", rule.Error)
	add("m/a", "mild", rule.Warning)
	add("m/b", "bad", rule.Error)
	add("m/b", "mild", rule.Warning)
	add("m/d", "small", rule.Note)
	r.Rules = []Rule{{Rule: rule.Rule{ID: "unused"}}, {Rule: rule.Rule{ID: "mild", Title: "not so bad"}, Doc: doc.Rule{Text: "A <text>."}}}
	r.Failures = []string{"m/c"}
	p := r.page()
	var got []string
	for _, pkg := range p.Packages {
		got = append(got, fmt.Sprintf("%s %d", pkg.Path, pkg.Count))
		for _, g := range pkg.Rules {
			got = append(got, fmt.Sprintf("- %s %q %v %d", g.ID, g.Title, g.Help, len(g.Findings)))
		}
	}
	want := []string{"m/a 1", `- mild "not so bad" true 1`, "m/b 4", `- bad "" false 1`, `- z-bad "" false 1`, `- mild "not so bad" true 2`, "m/d 1", `- small "" false 1`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if p.Headline != "2 errors, 3 warnings, 1 note, 1 package not analysed" || p.Title != "conclint: project" {
		t.Errorf("headline %q, title %q", p.Headline, p.Title)
	}
	if len(p.Rules) != 1 || p.Rules[0].Doc != "<p>A &lt;text&gt;.\n" {
		t.Errorf("rules: %+v", p.Rules)
	}
	filters := make(map[string][]htmlOption)
	for _, f := range p.Filters {
		filters[f.Name] = f.Options
	}
	if got, want := filters["rule"], []htmlOption{{"bad", 1}, {"mild", 3}, {"small", 1}, {"z-bad", 1}}; !slices.Equal(got, want) {
		t.Errorf("rules to choose from: %v, want %v", got, want)
	}
	if got, want := filters["file"], []htmlOption{{"m/a/f.go", 1}, {"m/b/f.go", 4}, {"m/d/f.go", 1}}; !slices.Equal(got, want) {
		t.Errorf("files to choose from: %v, want %v", got, want)
	}
	if len(filters) != 5 {
		t.Errorf("filters: %v", filters)
	}
}

// TestHTMLCap: of very many findings the worst have pictures, and the page says
// so.
func TestHTMLCap(t *testing.T) {
	r := withFiles(map[string]string{"a/a.go": deadlock})
	mild := waiting
	mild.Severity = rule.Warning
	for range maxDetailed {
		r.Findings = append(r.Findings, mild)
	}
	r.Findings = append(r.Findings, waiting)
	detail := r.detailed()
	if !detail[maxDetailed] || detail[maxDetailed-1] || !detail[0] {
		t.Errorf("details: first %v, last mild %v, bad %v", detail[0], detail[maxDetailed-1], detail[maxDetailed])
	}
	if got := r.page().Notes; len(got) != 1 || !strings.HasPrefix(got[0], "The worst 1000 of 1001 findings") {
		t.Errorf("notes: %q", got)
	}
}

func TestHTMLFix(t *testing.T) {
	r := withFiles(map[string]string{"a/a.go": deadlock})
	start := strings.Index(deadlock, "mu.Lock")
	fix := driver.Fix{Message: "unlock", Edits: []driver.Edit{
		{File: "a/a.go", Start: start, End: start + len("mu.Lock"), New: "mu.RLock"},
		{File: "a/a.go", Start: 10000, End: 10001},
		{File: "gone.go", Start: 1, End: 2},
	}}
	got := r.htmlFix(fix)
	if want := []htmlEdit{{"a/a.go:4", "\tmu.Lock()", "\tmu.RLock()"}}; got.Message != "unlock" || !slices.Equal(got.Lines, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestHTMLLockOrder(t *testing.T) {
	r := &Report{Root: "/r", LockOrder: &graph.Graph{
		Nodes: []graph.Node{{ID: "a", Label: "m.a"}, {ID: "b", Label: "m.<b>"}, {ID: "c", Label: "m.c"}},
		Edges: []graph.Edge{{From: "a", To: "b"}, {From: "b", To: "a"}, {From: "b", To: "c"}},
	}}
	r.LockOrder.MarkCycles()
	page := render(t, "html", r)
	for _, part := range []string{`id="lock-order"`, "<li>m.a, m.&lt;b&gt;</li>", "m.&lt;b&gt;</text>", `data-from="b" data-to="c"`} {
		if !strings.Contains(page, part) {
			t.Errorf("no %s in\n%s", part, page)
		}
	}
	for i := range maxEdges {
		r.LockOrder.Edges = append(r.LockOrder.Edges, graph.Edge{From: "b", To: fmt.Sprint(i)})
	}
	got := r.htmlLockOrder()
	if !strings.Contains(got.Left, fmt.Sprint(maxEdges+3)) || strings.Contains(string(got.Picture), "m.c") || !strings.Contains(string(got.Picture), "m.a") {
		t.Errorf("of too many edges: %+v", got)
	}
	if got := (&Report{LockOrder: new(graph.Graph)}).htmlLockOrder(); got != nil {
		t.Errorf("of no locks: %+v", got)
	}
}

func TestHTMLEscapes(t *testing.T) {
	const evil = `</script><script>alert(1)</script>"'<img src=x>`
	r := withFiles(map[string]string{evil: "package p\n" + evil + "\n"})
	r.SourceURL = "javascript:alert(1)//"
	r.Failures = []string{evil}
	f := waiting
	f.Message, f.Package, f.Rule, f.Analyzer, f.Pos = evil, evil, evil, evil, at(evil, 2, 1)
	f.Trace = []driver.Step{{Goroutine: 1, Text: evil, Pos: f.Pos}, {Goroutine: 2, Text: evil, Pos: f.Pos}}
	r.Findings = []driver.Finding{f}
	page := render(t, "html", r)
	if n := strings.Count(page, "<script"); n != 1 {
		t.Errorf("%d scripts", n)
	}
	for _, bad := range []string{"<img", `href="javascript:`} {
		if strings.Contains(page, bad) {
			t.Errorf("%s in\n%s", bad, page)
		}
	}
	policy := regexp.MustCompile(`Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[^ ]+&#39;; script-src &#39;sha256-[^ ]+&#39;"`)
	if !policy.MatchString(page) {
		t.Errorf("no policy in\n%.600s", page)
	}
}
