package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/eval/vetjson"
)

func TestFindings(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "p.go")
	if err := os.WriteFile(file, []byte("1\n2\n3\n4\n5\n6\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	place := func(line int) vetjson.Place { return vetjson.Place{File: file, Line: line, Col: 1} }
	o := outcome{module: module{dir: dir}}
	o.Reports = []vetjson.Report{
		{Place: place(1), Analyzer: "unlockpath", Message: "held (unlockpath-missing)"},
		{Place: place(2), Analyzer: "lockorder", Message: "cycle (lockorder-cycle)", Trace: []vetjson.Step{{Place: place(6), Message: "locks"}}},
	}
	var out strings.Builder
	p := &printer{w: &out, source: true, rules: map[string]bool{"lockorder-cycle": true}}
	p.findings(o)
	want := `lockorder-cycle  p.go:2:1
    cycle (lockorder-cycle)
     1. p.go:6:1  locks
    --- p.go:2
         1  1
    >    2  2
         3  3
         4  4
         5  5
    --- p.go:6
         3  3
         4  4
         5  5
    >    6  6

`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}
