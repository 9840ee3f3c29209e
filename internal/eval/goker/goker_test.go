package main

import (
	"errors"
	"testing"

	"github.com/conclint/conclint/internal/eval/cli"
	"github.com/conclint/conclint/internal/eval/ledger"
	"github.com/conclint/conclint/internal/eval/vetjson"
)

func TestTruth(t *testing.T) {
	ks, err := kernels(nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(ks) != 103 {
		t.Errorf("%d kernels, want 103", len(ks))
	}
	for _, k := range ks {
		if k.File == "" || len(k.Classes) == 0 || len(k.Lines) == 0 || k.Root == "" {
			t.Errorf("%s: incomplete", k.Name)
		}
	}
}

func TestScore(t *testing.T) {
	k := Kernel{Name: "k", File: "k/k.go", Classes: []string{"lock-order"}, Lines: []int{10}}
	report := func(rule string, line int, trace ...int) vetjson.Report {
		r := vetjson.Report{Place: vetjson.Place{File: "/d/k/k.go", Line: line}, Analyzer: rule}
		for _, l := range trace {
			r.Trace = append(r.Trace, vetjson.Step{Place: vetjson.Place{File: "/d/k/k.go", Line: l}})
		}
		return r
	}
	led, err := ledger.Parse("k/k.go:30 argued")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name             string
		report           vetjson.Report
		trace            bool
		found, unrelated int
	}{
		{"on the line", report("lockorder", 10), false, 1, 0},
		{"beside it", report("lockorder", 11), false, 1, 0},
		{"too far", report("lockorder", 12), false, 0, 1},
		{"another rule", report("copylock", 10), false, 0, 1},
		{"by its trace", report("lockorder", 20, 9), true, 1, 0},
		{"by its trace, which does not count", report("lockorder", 20, 9), false, 0, 1},
		{"argued", report("copylock", 30), false, 0, 0},
	} {
		got := total("", score("/d", []Kernel{k}, []vetjson.Report{test.report}, test.trace, led), nil)
		if got.found != test.found || got.unrelated != test.unrelated {
			t.Errorf("%s: found %d, unrelated %d", test.name, got.found, got.unrelated)
		}
	}
}

func TestGate(t *testing.T) {
	scores := []Score{
		{Kernel: Kernel{Classes: []string{"a"}}, Hits: make([]vetjson.Report, 1)},
		{Kernel: Kernel{Classes: []string{"b", "a"}}, Unrelated: make([]vetjson.Report, 1)},
	}
	for _, test := range []struct {
		min          string
		maxUnrelated int
		ok           bool
	}{
		{"a=1,a+b=1,all=1", -1, true},
		{"a=2", -1, false},
		{"b=1", -1, false},
		{"", 1, true},
		{"", 0, false},
	} {
		mins, err := parseMinimums(test.min)
		if err != nil {
			t.Fatal(err)
		}
		if err := gate(scores, mins, test.maxUnrelated); errors.Is(err, cli.ErrGate) == test.ok {
			t.Errorf("-min=%s -maxunrelated=%d: %v", test.min, test.maxUnrelated, err)
		}
	}
	if _, err := parseMinimums("a"); err == nil {
		t.Error("-min=a: no error")
	}
}
