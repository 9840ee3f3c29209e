package htmltest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/render"
	"github.com/conclint/conclint/internal/rule"
)

// page writes a report that was made up and returns its name.
func page(t *testing.T, r *render.Report) string {
	t.Helper()
	format, ok := render.Find("html")
	if !ok {
		t.Fatal("there is no format html")
	}
	text, err := format.Render(r)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "a page é%#?.html")
	if err := os.WriteFile(name, text, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestHostile: whatever is in the source, the page shows it and does not do it.
func TestHostile(t *testing.T) {
	const evil = `</script><script>document.title="gone"</script><img src=x onerror='document.title="gone"'>"'` + "`{{.}}</pre></svg><!--"
	pos := driver.Position{File: "a" + evil + ".go", Line: 2, Column: 1}
	b := open(t, page(t, &render.Report{
		Failures:  []string{evil},
		Version:   evil,
		Cwd:       "/r",
		Root:      "/r",
		SourceURL: `javascript:document.title="gone"//`,
		ReadFile: func(string) ([]byte, error) {
			return []byte("package a\n" + evil + "\xff\nfunc x() { select {} }\n"), nil
		},
		Findings: []driver.Finding{{
			Rule: evil, Analyzer: evil, Severity: rule.Error, Message: evil, Package: evil, URL: evil, Pos: pos,
			Trace: []driver.Step{
				{Goroutine: 1, Text: "locks " + evil, Pos: pos},
				{Goroutine: 2, Text: evil, Pos: driver.Position{File: pos.File, Line: 99}},
				{Goroutine: 2, Text: "locks x for ever because of goroutine 1", Pos: pos},
			},
			Fixes: []driver.Fix{{Message: evil, Edits: []driver.Edit{{File: pos.File, Start: 12, End: 14, New: evil}}}},
		}},
	}))
	want(b, `document.title`, "conclint: r")
	want(b, `document.images.length`, 0)
	want(b, `document.scripts.length`, 1)
	want(b, `document.querySelector(".message").textContent`, evil)
	want(b, `document.querySelector("pre mark").textContent`, evil+"\uFFFD")
	want(b, `document.querySelectorAll("svg.lanes .card").length`, 3)
	want(b, `[...document.querySelectorAll("a")].filter(a => a.protocol === "javascript:").length`, 0)
	want(b, `[...document.querySelectorAll("a[href^='#']")].map(a => a.getAttribute("href").slice(1)).filter(id => !document.getElementById(id)).join()`,
		"ZgotmplZ,ZgotmplZ") // what html/template makes of addresses that run code
}

// TestNothing: a page without findings is a page.
func TestNothing(t *testing.T) {
	b := open(t, page(t, &render.Report{Root: "/r"}))
	want(b, `document.querySelector("main").textContent.trim().startsWith("Nothing found.")`, true)
	b = open(t, page(t, &render.Report{Root: "/r", Failures: []string{"m was not analysed: why"}}))
	want(b, `document.querySelector(".failures li").textContent`, "m was not analysed: why")
	want(b, `document.querySelector("main").textContent.trim().startsWith("Nothing found in what was analysed.")`, true)
}

// repeated returns a report with n findings: those of the patterns again and
// again, each time in other packages.
func repeated(t *testing.T, n int) *render.Report {
	t.Helper()
	out, err := command("-format", "json", "./...").Output()
	if !found(err) {
		t.Fatal(err)
	}
	r := &render.Report{Cwd: patterns, Root: patterns, ReadFile: func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join(patterns, name))
	}}
	list := decode(t, out)
	for i := range n {
		f := list[i%len(list)]
		f.Package = fmt.Sprintf("copy%d/%s", i/len(list), f.Package)
		r.Findings = append(r.Findings, f)
	}
	return r
}

// decode reads findings in JSON.
func decode(t *testing.T, lines []byte) []driver.Finding {
	t.Helper()
	type position struct {
		File         string
		Line, Column int
	}
	var out []driver.Finding
	for d := json.NewDecoder(bytes.NewReader(lines)); d.More(); {
		var f struct {
			position
			Rule, Analyzer, Message, Package string
			Severity                         rule.Severity
			Trace                            []struct {
				Goroutine int
				Text      string
				Position  position
			}
		}
		if err := d.Decode(&f); err != nil {
			t.Fatal(err)
		}
		g := driver.Finding{
			Rule: f.Rule, Analyzer: f.Analyzer, Message: f.Message, Package: f.Package,
			Severity: f.Severity, Pos: driver.Position(f.position),
		}
		for _, s := range f.Trace {
			g.Trace = append(g.Trace, driver.Step{Goroutine: s.Goroutine, Text: s.Text, Pos: driver.Position(s.Position)})
		}
		out = append(out, g)
	}
	return out
}

// TestLarge: a page with 500 findings can be used within two seconds, one with
// 5000 soon enough.
func TestLarge(t *testing.T) {
	for _, test := range []struct {
		findings int
		within   time.Duration
		size     int64 // in bytes, at most
	}{
		{500, 2 * time.Second, 4 << 20},
		{5000, 8 * time.Second, 16 << 20},
	} {
		start := time.Now()
		name := page(t, repeated(t, test.findings))
		made := time.Since(start)
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		b := open(t, name)
		b.eventually(`document.documentElement.dataset.ready !== undefined`)
		// The script has run, and the load event has been handled.
		ready := time.Duration(eval[float64](b, `Math.max(document.documentElement.dataset.ready, performance.getEntriesByType("navigation")[0].loadEventEnd)`)) * time.Millisecond
		want(b, `document.querySelectorAll(".finding").length`, test.findings)
		search := time.Duration(eval[float64](b, `(() => {
			const start = performance.now();
			const search = document.getElementById("search");
			search.value = "waitgraph t.a.lock";
			const select = document.querySelector("select");
			select.dispatchEvent(new Event("change"));
			document.body.offsetHeight;
			return performance.now() - start;
		})()`)) * time.Millisecond
		t.Logf("%d findings: %d kB, %d elements, made in %v, ready after %v, searched in %v", test.findings, info.Size()>>10,
			eval[int](b, `document.querySelectorAll("*").length`), made.Round(time.Millisecond), ready, search)
		if ready > test.within || search > time.Second {
			t.Errorf("%d findings: ready after %v, searched in %v", test.findings, ready, search)
		}
		if info.Size() > test.size {
			t.Errorf("%d findings take %d bytes", test.findings, info.Size())
		}
	}
}
