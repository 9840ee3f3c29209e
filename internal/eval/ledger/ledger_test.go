package ledger

import (
	"slices"
	"testing"
)

func TestLedger(t *testing.T) {
	l, err := Parse("# comment\n\na/b.go:3 true, since x\nc.go:1 true\n")
	if err != nil {
		t.Fatal(err)
	}
	if reason, ok := l.Reason("a/b.go", 3); !ok || reason != "true, since x" {
		t.Errorf("reason %q, %t", reason, ok)
	}
	if _, ok := l.Reason("a/b.go", 4); ok {
		t.Error("a line that is not listed has a reason")
	}
	if unused := l.Unused(); !slices.Equal(unused, []string{"c.go:1"}) {
		t.Errorf("unused %v", unused)
	}
}

func TestParseErrors(t *testing.T) {
	for _, text := range []string{"a.go:1", "a.go:1 ", "a.go:1 x\na.go:1 y"} {
		if _, err := Parse(text); err == nil {
			t.Errorf("Parse(%q): no error", text)
		}
	}
}
