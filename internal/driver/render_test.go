package driver

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/rule"
)

var rendered = []Finding{{
	Rule: "lockorder-double", Analyzer: "lockorder", Severity: rule.Error, Package: "m",
	Message: "s.mu <- is locked again",
	Pos:     Position{"a.go", 3, 5}, End: Position{"a.go", 3, 9},
	URL: "https://x/y",
	Trace: []Step{
		{Goroutine: 1, Text: "locks s.mu", Pos: Position{"a.go", 2, 1}},
		{Text: "somewhere"},
	},
	Fixes: []Fix{{Message: "remove", Edits: []Edit{{"a.go", 4, 6, "x"}}}},
}, {
	Rule: "atomic", Analyzer: "atomic", Severity: rule.Warning, Message: "two\nlines", Pos: Position{"g.y", 9, 0},
}, {
	Rule: "atomic", Analyzer: "atomic", Severity: rule.Warning, Message: "nowhere",
}}

func TestWriteText(t *testing.T) {
	var b strings.Builder
	if err := WriteText(&b, rendered, Style{}); err != nil {
		t.Fatal(err)
	}
	want := `a.go:3:5: s.mu <- is locked again (lockorder-double)
    a.go:2:1: goroutine 1: locks s.mu
    somewhere
g.y:9: two
    lines (atomic)
unknown position: nowhere (atomic)
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", &b, want)
	}

	b.Reset()
	if err := WriteText(&b, rendered[:1], Style{Color: true}); err != nil {
		t.Fatal(err)
	}
	want = "\x1b[1ma.go:3:5\x1b[0m: s.mu <- is locked again \x1b[31m(lockorder-double)\x1b[0m\n" +
		"    \x1b[2ma.go:2:1: \x1b[0mgoroutine 1: locks s.mu\n    somewhere\n"
	if b.String() != want {
		t.Errorf("in colour: %q\nwant %q", b.String(), want)
	}
}

func TestWriteJSON(t *testing.T) {
	var b strings.Builder
	if err := WriteJSON(&b, rendered[:2]); err != nil {
		t.Fatal(err)
	}
	want := `{"rule":"lockorder-double","analyzer":"lockorder","severity":"error","message":"s.mu <- is locked again","package":"m",` +
		`"file":"a.go","line":3,"column":5,"end":{"file":"a.go","line":3,"column":9},"url":"https://x/y",` +
		`"trace":[{"goroutine":1,"text":"locks s.mu","position":{"file":"a.go","line":2,"column":1}},{"text":"somewhere"}],` +
		`"fixes":[{"message":"remove","edits":[{"file":"a.go","start":4,"end":6,"new":"x"}]}]}` + "\n" +
		`{"rule":"atomic","analyzer":"atomic","severity":"warning","message":"two\nlines","package":"","file":"g.y","line":9,"column":0}` + "\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", &b, want)
	}
}

func TestSummary(t *testing.T) {
	for _, test := range []struct {
		findings []Finding
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

func TestStats(t *testing.T) {
	f, err := newStatsFile()
	if err != nil {
		t.Fatal(err)
	}
	defer f.remove()
	if env := f.env(); len(env) != 1 || !strings.HasPrefix(env[0], StatsEnv+"=") {
		t.Errorf("env: %q", env)
	}
	s, err := f.read([]unitOutput{{cuts: map[string]int{"depth": 2}}, {cuts: map[string]int{"depth": 1}}})
	if err != nil {
		t.Fatal(err)
	}
	s.Ran[KindMain], s.Ran[KindStd] = 1, 7
	var b strings.Builder
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `conclint: units of the main module: 1 analysed now, 1 from the build cache
conclint: other units analysed for their facts: 0 of other modules, 7 of the standard library
conclint: budget exceeded 3 times: depth
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", &b, want)
	}
}

func TestReadOverlay(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"o.json":   `{"Replace": {"a.go": "tmp/x", "/abs/b.go": "/tmp/y", "gone.go": ""}}`,
		"bad.json": `{"Replace": 7}`,
	})
	got, err := readOverlay(filepath.Join(dir, "o.json"), "/m")
	if err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"/m/tmp/x": "/m/a.go", "/tmp/y": "/abs/b.go"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, name := range []string{"bad.json", "nowhere.json"} {
		if _, err := readOverlay(filepath.Join(dir, name), "/m"); err == nil {
			t.Errorf("no error for %s", name)
		}
	}
}

func TestTrimpath(t *testing.T) {
	dir := writeTree(t, map[string]string{"env": "GOPROXY=off\nGOFLAGS=-mod=mod -trimpath\n"})
	for _, test := range []struct {
		env  map[string]string
		want bool
	}{
		{map[string]string{"GOENV": "off"}, false},
		{map[string]string{"GOENV": "off", "GOFLAGS": "-v -trimpath"}, true},
		{map[string]string{"GOENV": "off", "GOFLAGS": "-trimpath=false"}, false},
		{map[string]string{"GOENV": filepath.Join(dir, "env")}, true},
		{map[string]string{"GOENV": filepath.Join(dir, "env"), "GOFLAGS": "-v"}, false},
		{map[string]string{"GOENV": filepath.Join(dir, "nowhere")}, false},
	} {
		if got := Trimpath(func(name string) string { return test.env[name] }); got != test.want {
			t.Errorf("Trimpath with %v = %v", test.env, got)
		}
	}
}
