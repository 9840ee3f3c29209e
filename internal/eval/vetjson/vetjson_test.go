package vetjson

import (
	"slices"
	"testing"
)

const output = `# example.com/p
{
	"example.com/p [example.com/p.test]": {
		"lockorder": [
			{"category": "lockorder-cycle", "posn": "C:/p/p.go:7:2", "message": "a and b are locked in both orders (lockorder-cycle)",
			 "related": [{"posn": "C:/p/q.go:3:1", "message": "goroutine 2: locks b"}]},
			{"posn": "C:/p/p.go:3:1", "message": "first"}
		]
	},
	"example.com/p": {
		"lockorder": [{"posn": "C:/p/p.go:3:1", "message": "first"}],
		"copylock": {"error": "boom"}
	}
}
{}
`

func TestParse(t *testing.T) {
	reports, failures, err := Parse([]byte(output))
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for _, r := range reports {
		lines = append(lines, r.Line)
	}
	if !slices.Equal(lines, []int{3, 7}) {
		t.Errorf("lines %v: want each report once, sorted", lines)
	}
	if last := reports[len(reports)-1]; last.File != "C:/p/p.go" || last.Col != 2 || last.Rule() != "lockorder-cycle" ||
		len(last.Trace) != 1 || last.Trace[0].Place != (Place{"C:/p/q.go", 3, 1}) {
		t.Errorf("report %+v", last)
	}
	if !slices.Equal(failures, []Failure{{"example.com/p", "copylock: boom"}}) {
		t.Errorf("failures %v", failures)
	}
	if _, _, err := Parse([]byte("panic: boom")); err == nil {
		t.Error("no error for output that is not JSON")
	}
}

func TestRule(t *testing.T) {
	for _, test := range []struct {
		r    Report
		want string
	}{
		{Report{Analyzer: "unlockpath", Message: "s.mu is held (unlockpath-missing)\n1. locked here"}, "unlockpath-missing"},
		{Report{Analyzer: "unlockpath", Category: "unlockpath-mode", Message: "text"}, "unlockpath-mode"},
		{Report{Analyzer: "copylocks", Message: "f passes lock by value: a.T (nothing)"}, "copylocks"},
	} {
		if got := test.r.Rule(); got != test.want {
			t.Errorf("%+v: rule %q, want %q", test.r, got, test.want)
		}
	}
}

func TestStderrFailures(t *testing.T) {
	got := stderrFailures("go: downloading x v1\n# p\np.go:1:1: bad\nsecond\n# q\nq.go:1:1: bad\n")
	want := []Failure{{"p", "p.go:1:1: bad\nsecond"}, {"q", "q.go:1:1: bad"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
