package doc_test

import (
	"slices"
	"testing"

	"github.com/conclint/conclint/internal/doc"
)

const src = `// Copyright line, not part of the package comment.

// Package x finds things.
//
// # Analyzer x
//
// x: find things
//
// More about x.
//
// # Rule x-a
//
// Prose before.
//
//	code in the prose
//
// WRONG:
//
//	//go:build go1.21
//
//	func f() {
//		g()
//	}
//
// WRONG:
//
//	var second int
//
// Prose between.
//
// RIGHT:
//
//	func f() {}
//
// Prose after.
//
// # Rule x-b
//
// Nothing to run.
package x
`

func TestAnalyzer(t *testing.T) {
	if got, want := doc.Analyzer(src, "x"), "find things\n\nMore about x."; got != want {
		t.Errorf("Analyzer = %q, want %q", got, want)
	}
	if got := doc.Analyzer(src, "y"); got != "" {
		t.Errorf("Analyzer of a name without a section = %q, want nothing", got)
	}
}

func TestRules(t *testing.T) {
	rules := doc.Rules(src)
	if len(rules) != 2 || rules[0].ID != "x-a" || rules[1].ID != "x-b" {
		t.Fatalf("Rules = %+v, want x-a and x-b", rules)
	}
	a, b := rules[0], rules[1]
	if want := []string{"//go:build go1.21\n\nfunc f() {\n\tg()\n}\n", "var second int\n"}; !slices.Equal(a.Wrong, want) {
		t.Errorf("Wrong = %q, want %q", a.Wrong, want)
	}
	if want := []string{"func f() {}\n"}; !slices.Equal(a.Right, want) {
		t.Errorf("Right = %q, want %q", a.Right, want)
	}
	if want := "Prose before.\n\n\tcode in the prose\n\nProse between.\n\nProse after."; a.Text != want {
		t.Errorf("Text = %q, want %q", a.Text, want)
	}
	if b.Text != "Nothing to run." || b.Wrong != nil || b.Right != nil {
		t.Errorf("second rule = %+v, want prose only", b)
	}
}

func TestBadInput(t *testing.T) {
	for _, src := range []string{"", "not Go", "package p", "// # Rule\npackage p", "// # Analyzer x\n// none\npackage p"} {
		if got := doc.Analyzer(src, "x"); got != "" {
			t.Errorf("Analyzer(%q) = %q", src, got)
		}
		if got := doc.Rules(src); got != nil {
			t.Errorf("Rules(%q) = %v", src, got)
		}
	}
}
