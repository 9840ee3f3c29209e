package render

import (
	"testing"

	"github.com/conclint/conclint/internal/driver"
)

func TestText(t *testing.T) {
	got := render(t, "text", &Report{Findings: rendered})
	want := `a.go:3:5: s.mu <- is locked again (lockorder-double)
    a.go:2:1: goroutine 1: locks s.mu
    somewhere
g.y:9: two
    lines (atomic)
unknown position: nowhere (atomic)
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}

	got = render(t, "text", &Report{Findings: rendered[:1], Color: true})
	want = "\x1b[1ma.go:3:5\x1b[0m: s.mu <- is locked again \x1b]8;;https://x/y\x1b\\\x1b[31m(lockorder-double)\x1b[0m\x1b]8;;\x1b\\\n" +
		"    \x1b[2ma.go:2:1: \x1b[0mgoroutine 1: locks s.mu\n    somewhere\n"
	if got != want {
		t.Errorf("in colour: %q\nwant %q", got, want)
	}
}

func TestHint(t *testing.T) {
	for _, test := range []struct {
		findings []driver.Finding
		want     string
	}{
		{[]driver.Finding{{Rule: "atomic"}, {Rule: "atomic"}}, "conclint help atomic explains the rule"},
		{[]driver.Finding{{Rule: "atomic"}, {Rule: "SA2001"}}, "conclint help RULE explains a rule"},
	} {
		if got := Hint(test.findings); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
