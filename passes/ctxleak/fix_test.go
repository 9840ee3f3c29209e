package ctxleak_test

import (
	"cmp"
	"go/format"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/ctxleak"
)

// TestFixed applies the fixes as they are, which the comparison with golden
// files does not: it formats both sides. The result must be formatted, compile,
// and have nothing left to report. So a fixture's file has either a fix for each
// finding or none at all.
func TestFixed(t *testing.T) {
	testdata := filepath.Join(fixture.Root(t), "testdata")
	fixed := t.TempDir()
	dir := filepath.Join(fixed, "src", "fixed")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	want := regexp.MustCompile(` // want .*`)
	n := 0
	for _, r := range analysistest.Run(t, testdata, ctxleak.Analyzer, "ctxleak/fixes") {
		for name, edits := range editsByFile(r.Pass.Fset, r.Diagnostics) {
			n += len(edits)
			if filepath.Base(name) == "none.go" {
				t.Errorf("%s has a fix", name)
			}
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			src = apply(r.Pass.Fset.File(edits[0].Pos), src, edits)
			if formatted, err := format.Source(src); err != nil || string(formatted) != string(src) {
				t.Errorf("%s is not formatted after fixing (error: %v)", filepath.Base(name), err)
			}
			src = want.ReplaceAll(src, nil)
			if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), src, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n == 0 {
		t.Fatal("no fixes")
	}
	analysistest.Run(t, fixed, ctxleak.Analyzer, "fixed")
}

func editsByFile(fset *token.FileSet, diags []analysis.Diagnostic) map[string][]analysis.TextEdit {
	out := make(map[string][]analysis.TextEdit)
	for _, d := range diags {
		for _, fix := range d.SuggestedFixes {
			for _, e := range fix.TextEdits {
				name := fset.File(e.Pos).Name()
				out[name] = append(out[name], e)
			}
		}
	}
	return out
}

// apply applies edits that do not overlap, the last one first.
func apply(file *token.File, src []byte, edits []analysis.TextEdit) []byte {
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int { return cmp.Compare(b.Pos, a.Pos) })
	for _, e := range edits {
		src = slices.Replace(src, file.Offset(e.Pos), file.Offset(e.End), e.NewText...)
	}
	return src
}
