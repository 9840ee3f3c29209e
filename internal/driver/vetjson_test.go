package driver

import (
	"reflect"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/rule"
)

var testRules = Catalogue{
	"lockorder": {
		{ID: "lockorder-double", Severity: rule.Error},
		{ID: "lockorder-rlock", Severity: rule.Warning},
		{ID: "lockorder-none", Severity: rule.Warning, Unanimous: true},
	},
	"atomic": {{ID: "atomic", Severity: rule.Warning}},
}

const vetOutput = `{"conclint:unit":{"id":"m/a","dir":"/m/a"}}
{
	"m/a": {
		"atomic": [{"posn": "/m/a/a.go:9:2", "end": "/m/a/a.go:9:3", "message": "direct assignment"}],
		"lockorder": [{"category": "lockorder-none", "posn": "/m/a/a.go:7:1", "end": "-", "message": "nothing there (lockorder-none)"}, {
			"category": "lockorder-double",
			"posn": "/m/a/a.go:3:5",
			"end": "/m/a/a.go:3:9",
			"message": "s.mu is locked again (lockorder-double)",
			"related": [
				{"posn": "/m/a/a.go:2:1", "end": "/m/a/a.go:2:1", "message": "goroutine 2: locks s.mu"},
				{"posn": "-", "end": "-", "message": "waits"}
			],
			"suggested_fixes": [{"message": "remove", "edits": [{"filename": "/m/a/a.go", "start": 4, "end": 6, "new": "x"}]}]
		}]
	}
}
{"conclint:unit":{"id":"m/a_test","dir":"/m/a","tests":"external"}}
{"conclint:cut":{"states of a function":2}}
{"conclint:cut":{"states of a function":1}}
{"conclint:suppressed":{"/m/a/a.go:1:1 x":1}}
{"conclint:suppressed":{"/m/a/a.go:2:1 x":1}}
{}
{"conclint:unit":{"id":"m/b","dir":"/m/b","cgo":true}}
{"m/b": {
	"lockorder": {"error": "lost my way"},
	"other": [
		{"category": "zzz", "posn": "/m/b/b.go:1:1", "end": "/m/b/b.go:1:1", "message": "odd",
		 "suggested_fixes": [{"message": "useless", "edits": [{"filename": "/m/b/b.go", "start": 4, "end": 6, "new": "x"}]}]},
		{"posn": "/tmp/b001/_cgo_gotypes.go:1:1", "end": "-", "message": "generated"}
	]
}}
`

func TestReadOutput(t *testing.T) {
	units, err := readOutput([]byte(vetOutput), testRules)
	if err != nil {
		t.Fatal(err)
	}
	if len(units) != 3 {
		t.Fatalf("%d units, want 3", len(units))
	}

	a := merge(units[0].findings)
	want := []Finding{{
		Rule: "lockorder-double", Analyzer: "lockorder", Severity: rule.Error, Package: "m/a",
		Message: "s.mu is locked again",
		Pos:     Position{"/m/a/a.go", 3, 5}, End: Position{"/m/a/a.go", 3, 9},
		URL: rule.Rule{ID: "lockorder-double"}.URL(),
		Trace: []Step{
			{Goroutine: 2, Text: "locks s.mu", Pos: Position{"/m/a/a.go", 2, 1}},
			{Text: "waits"},
		},
		Fixes: []Fix{{Message: "remove", Edits: []Edit{{"/m/a/a.go", 4, 6, "x"}}}},
	}, {
		Rule: "atomic", Analyzer: "atomic", Severity: rule.Warning, Package: "m/a",
		Message: "direct assignment",
		Pos:     Position{"/m/a/a.go", 9, 2}, End: Position{"/m/a/a.go", 9, 3},
		URL: rule.Rule{ID: "atomic"}.URL(),
	}}
	if !reflect.DeepEqual(a, want) {
		t.Errorf("findings of m/a:\n%+v\nwant\n%+v", a, want)
	}

	if u := units[0].unanimous; len(u) != 1 || u[0].Message != "nothing there" {
		t.Errorf("to be confirmed: %+v", u)
	}
	if n := suppressed(units); n != 2 {
		t.Errorf("%d suppressed, want 2", n)
	}
	if got := units[1]; got.Package() != "m/a" || got.cuts["states of a function"] != 3 || len(got.findings) > 0 {
		t.Errorf("external tests: %+v", got)
	}

	b := units[2]
	if want := []string{"lockorder: lost my way"}; !reflect.DeepEqual(b.errors, want) {
		t.Errorf("errors of m/b: %q, want %q", b.errors, want)
	}
	if len(b.findings) != 1 {
		t.Fatalf("%d findings of m/b, want 1: %+v", len(b.findings), b.findings)
	}
	if f := b.findings[0]; f.Rule != "other" || f.URL != "" || len(f.Fixes) > 0 {
		t.Errorf("finding of an unknown analyzer in a package with cgo: %+v", f)
	}
}

// TestCutOff: what was written of one unit before the disk was full does not
// spoil what others say.
func TestCutOff(t *testing.T) {
	const marker = `{"conclint:unit":`
	parts := strings.SplitAfter(vetOutput, "}\n"+marker)
	first := strings.TrimSuffix(parts[0], marker)
	for cut := strings.Index(first, "\n"); cut < len(first)-2; cut++ {
		units, err := readOutput([]byte(first[:cut]+vetOutput[len(first):]), testRules)
		if err != nil {
			t.Fatalf("cut off at %q: %v", first[:cut], err)
		}
		if len(units) != 3 || units[0].complete || !units[1].complete || !units[2].complete || len(units[2].findings) != 1 {
			t.Fatalf("cut off at %q: %+v", first[:cut], units)
		}
		r := new(Result)
		r.addUnit(units[0])
		if len(r.Failures) != 1 || !strings.Contains(r.Failures[0], "m/a was not fully analysed") {
			t.Fatalf("cut off at %q: failures are %q", first[:cut], r.Failures)
		}
	}
}

func TestReadOutputErrors(t *testing.T) {
	for _, text := range []string{
		"panic: oh no",
		`{"m/a": {"lockorder": [}}`,
		`{"m/a": {"lockorder": []}}`, // of no unit
		`{"conclint:unit":{"id":"m/a"}}` + `{"m/a": {"lockorder": 7}}`,
		`{"conclint:unit":{"id":7}}`,
		`{"conclint:unit":{"id":"m/a"}}` + `{}` + `panic`,
		`{"conclint:unit":{"id":"m/a"}}` + `{"conclint:cut":{"x":"y"}}`,
	} {
		if _, err := readOutput([]byte(text), testRules); err == nil {
			t.Errorf("no error for %s", text)
		}
	}
}
