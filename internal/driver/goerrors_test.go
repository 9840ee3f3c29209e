package driver

import (
	"reflect"
	"testing"
)

const vetErrors = `go: downloading example.com/x v1.0.0
# m/bad
bad/bad.go:2:13: cannot use "a" as int
bad/bad.go:3:9: undefined: x
	have more
# m/tbad
# [m/tbad]
vet: tbad/t_test.go:3:28: undefined: y
# m/tool
conclint: internal error
go: warning: something
# m/silent
`

func TestReadErrors(t *testing.T) {
	blocks, rest := readErrors(vetErrors)
	shorten := relocator("/w/m", "/w")
	got := make(map[string]string)
	for _, b := range blocks {
		got[b.pkg] = b.message(shorten)
	}
	want := map[string]string{
		"m/bad":    `m/bad/bad.go:2:13: cannot use "a" as int (and 1 more error)`,
		"m/tbad":   "m/tbad/t_test.go:3:28: undefined: y",
		"m/tool":   "internal error",
		"m/silent": "the go command says no more",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("blocks: %q\nwant %q", got, want)
	}
	if want := []string{"go: downloading example.com/x v1.0.0", "go: warning: something"}; !reflect.DeepEqual(rest, want) {
		t.Errorf("rest: %q, want %q", rest, want)
	}
}

func TestFirstSentence(t *testing.T) {
	for text, want := range map[string]string{
		"go: go.mod file not found in current directory or any parent directory; see 'go help modules'\n": "go.mod file not found in current directory or any parent directory",
		"go: downloading x v1\ngo: x: no such module\n":                                                   "x: no such module",
		"no required module provides package x; to add it:\n\tgo get x\n":                                 "no required module provides package x",
		"go: m requires go >= 1.26, but go.work lists go 1.20; to update it:\n\tgo work use\n":            "m requires go >= 1.26, but go.work lists go 1.20",
		"go: errors parsing go.mod:\ngo.mod:5: syntax error\n":                                            "go.mod:5: syntax error",
		"go: inconsistent vendoring in /m:\n\tx@v1: is wrong\n\ty@v1: too\n":                              "inconsistent vendoring in /m: x@v1: is wrong",
		"invalid import path:\n": "invalid import path",
		"# m\nm.go:1:1: oops\n":  "m.go:1:1: oops",
		"\n":                     "otherwise",
	} {
		if got := firstSentence([]byte(text), "otherwise"); got != want {
			t.Errorf("firstSentence(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestExplain(t *testing.T) {
	roots := collectRoots([]listed{
		{ImportPath: "m/bad"},
		{ImportPath: "m/user", Deps: []string{"fmt", "m/bad"}},
		{ImportPath: "m/ok", Deps: []string{"fmt"}},
		{ImportPath: "m/ok [m/ok.test]", ForTest: "m/ok"},
		{ImportPath: "m/ok_test [m/ok.test]", ForTest: "m/ok"},
		{ImportPath: "m/ok.test", Name: "main"},
		{ImportPath: "m/half"},
		{ImportPath: "m/half [m/half.test]", ForTest: "m/half"},
		{ImportPath: "m/load"},
		{ImportPath: "m/load_test [m/load.test]", ForTest: "m/load", DepsErrors: []*listError{{Pos: "l.go:1:2", Err: "no such package\nmore"}}},
		{ImportPath: "m/onlytests"},
		{ImportPath: "m/onlytests_test [m/onlytests.test]", ForTest: "m/onlytests"},
	})
	if len(roots) != 6 || roots["m/ok.test"] != nil {
		t.Fatalf("roots: %v", roots)
	}
	if got, want := roots["m/load"].err, "l.go:1:2: no such package"; got != want {
		t.Errorf("error of m/load: %q, want %q", got, want)
	}
	units := []unitOutput{
		{Unit: Unit{ID: "m/ok", Tests: Internal}},
		{Unit: Unit{ID: "m/ok_test", Tests: External}},
		{Unit: Unit{ID: "m/half"}}, // without its tests
		{Unit: Unit{ID: "m/onlytests_test", Tests: External}},
	}
	failures := map[string]string{"m/load": "known"}
	explain(roots, units, "# m/bad\nb.go:1:1: wrong\n", shortener("/"), failures)
	want := map[string]string{
		"m/bad":  "b.go:1:1: wrong",
		"m/user": "it depends on m/bad, which has errors: b.go:1:1: wrong",
		"m/half": "go vet does not say why",
		"m/load": "known",
	}
	if !reflect.DeepEqual(failures, want) {
		t.Errorf("failures: %q\nwant %q", failures, want)
	}
}
