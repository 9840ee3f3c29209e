package golangci

import (
	"go/token"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestFold(t *testing.T) {
	fset := token.NewFileSet()
	root, err := filepath.Abs("m")
	if err != nil {
		t.Fatal(err)
	}
	file := func(elem ...string) token.Pos {
		f := fset.AddFile(filepath.Join(append([]string{root}, elem...)...), -1, 100)
		f.AddLine(10)
		return f.Pos(12) // 2:3
	}
	here, there := file("a", "a.go"), file("b", "b.go")

	// folded wraps the run, not the caller's Report.
	var got []analysis.Diagnostic
	a := folded(&analysis.Analyzer{Name: "a", Run: func(pass *analysis.Pass) (any, error) {
		pass.Report(analysis.Diagnostic{Pos: here, Category: "c", Message: "bug (a)", Related: []analysis.RelatedInformation{
			{Pos: here, Message: "goroutine 1: locks"},
			{Pos: there, Message: "goroutine 2: waits"},
		}})
		pass.Report(analysis.Diagnostic{Pos: there, Message: "other"})
		return nil, nil
	}})
	pass := &analysis.Pass{Fset: fset, Report: func(d analysis.Diagnostic) { got = append(got, d) }}
	if _, err := a.Run(pass); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 {
		t.Fatalf("%d diagnostics", len(got))
	}
	want := "bug (a)\n    a.go:2:3: goroutine 1: locks\n    ../b/b.go:2:3: goroutine 2: waits"
	if d := got[0]; d.Message != want || d.Related != nil || d.Pos != here || d.Category != "c" {
		t.Errorf("got %+v", d)
	}
	if d := got[1]; d.Message != "other" {
		t.Errorf("got %+v", d)
	}
}
