package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/conclint/conclint/internal/eval/vetjson"
)

const testFile = `package p

func Test() {
	microTests := []testCase{
		makeTest("Send", ` + "`Send\\.func2\\(.* \\[chan send\\]`" + `),
		makeFlakyTest("Lock",
			` + "`\\(\\*T\\)\\.run\\(.* \\[sync\\.(RW)?Mutex\\.Lock\\]`" + `,
		),
		makeTest("Clean"),
	}
	_ = microTests
}
`

const program = `package p

func Send() {
	defer func() {}()
	go func() {
		send()
	}()
}

func send() {
	make(chan int) <- 0
}

type T struct{}

func (*T) run() {}

func Lock() {
	t := &T{}
	go t.run()
	elsewhere()
}

func elsewhere() {}

func Clean() {}

func unknown() {}
`

func TestScore(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "p.go")
	tests := filepath.Join(t.TempDir(), "p_test.go")
	for name, text := range map[string]string{file: program, tests: testFile} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cases, err := parseCases(tests)
	if err != nil {
		t.Fatal(err)
	}
	sources, err := parseSources(cases, dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		rule  string
		line  int
		found string // the case whose leak is found
		rest  Rest
	}{
		{rule: "chanblock-send", line: 5, found: "Send"},
		{rule: "chanblock-send", line: 11, found: "Send"},
		{rule: "unlockpath-missing", line: 11},
		{rule: "lockorder-double", line: 16, found: "Lock"},
		{rule: "lockorder-double", line: 20, found: "Lock"},
		{rule: "lockorder-double", line: 24},
		{rule: "lockorder-double", line: 26, rest: Rest{NoLeak: make([]vetjson.Report, 1)}},
		{rule: "lockorder-double", line: 28, rest: Rest{Unknown: make([]vetjson.Report, 1)}},
	} {
		scores, err := newScores(cases, sources)
		if err != nil {
			t.Fatal(err)
		}
		rest := score(scores, sources, []vetjson.Report{{Place: vetjson.Place{File: file, Line: test.line}, Analyzer: test.rule}})
		if len(rest.NoLeak) != len(test.rest.NoLeak) || len(rest.Unknown) != len(test.rest.Unknown) {
			t.Errorf("%s at line %d: rest %+v", test.rule, test.line, rest)
		}
		for _, s := range scores {
			if s.Group != "micro" {
				t.Errorf("%s: group %s", s.Name, s.Group)
			}
			if s.Found() != (s.Name == test.found) {
				t.Errorf("%s at line %d: %s found %t", test.rule, test.line, s.Name, s.Found())
			}
		}
	}
}
