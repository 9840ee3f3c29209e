package config

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/internal/strict"
)

var vocabulary = Vocabulary{
	Names:   []string{"all", "lock", "lock-a", "lock-b", "spawn"},
	Formats: []string{"json", "text"},
	Flags:   map[string][]string{"lock": {"depth", "rules"}, "spawn": {"rules"}},
	Check: func(analyzer, flag, value string) error {
		if value == "bad" {
			return errors.New(analyzer + "." + flag + " does not like it")
		}
		return nil
	},
	Settings: "conclint", LockTypes: "locktypes", NoReturn: "noreturn",
}

func TestParse(t *testing.T) {
	dir := t.TempDir()
	got, err := parse("c", dir, []byte(`# A comment.
enable: [lock-b, spawn]
disable:
  - lock-a
severity: {lock: note, lock-b: error}
exclude: ["**/*.pb.go", ./third_party/]
settings:
  lock: {depth: 3}
locktypes: [example.com/p.T]
noreturn: [example.com/p.F]
baseline: sub/known.yaml
tests: false
format: json
`), vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	no := false
	want := &File{
		Enable:    []string{"lock-b", "spawn"},
		Disable:   []string{"lock-a"},
		Severity:  map[string]rule.Severity{"lock": rule.Note, "lock-b": rule.Error},
		Exclude:   []string{"**/*.pb.go", "third_party"},
		Flags:     map[string]string{"lock.depth": "3"},
		LockTypes: []string{"example.com/p.T"},
		NoReturn:  []string{"example.com/p.F"},
		Baseline:  filepath.Join(dir, "sub", "known.yaml"),
		Tests:     &no,
		Format:    "json",
		dir:       dir,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if _, err := parse("c", dir, nil, vocabulary); err != nil {
		t.Errorf("an empty file: %v", err)
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"\nenabel: []":                          `c:2: unknown key "enabel" (did you mean enable?)`,
		"enable: [lock-a,\n lcok-b]":            `c:2: unknown analyzer or rule "lcok-b" (did you mean lock-b?)`,
		"enable: lock-a":                        "c:1: this has to be a list, but is a string",
		"enable: [lock]\ndisable:\n- lock":      "c:3: lock is both enabled and disabled",
		"severity: {lock-a: fatal}":             `c:1: unknown severity "fatal" (there are error, warning, note)`,
		"severity: {nothing-like-it: error}":    `c:1: unknown analyzer or rule "nothing-like-it" (there are all, lock, lock-a, lock-b, spawn)`,
		"severity: error":                       "c:1: this has to be a mapping, but is a string",
		"exclude: ['a[']":                       `c:1: "a[" is no pattern for paths below this file's directory`,
		"exclude: [/a]":                         `c:1: "/a" is no pattern for paths below this file's directory`,
		"exclude: ['']":                         `c:1: "" is no pattern for paths below this file's directory`,
		"settings:\n  lcok: {rules: x}":         `c:2: unknown analyzer "lcok" (did you mean lock?)`,
		"settings:\n  lock:\n    rulse: x":      `c:3: unknown setting of lock "rulse" (did you mean rules?)`,
		"settings:\n  lock:\n    rules: bad":    `c:3: invalid value "bad" for rules: lock.rules does not like it`,
		"settings:\n  lock:\n    rules: [a]":    "c:3: this has to be a string, but is a list",
		"locktypes:\n- x\n- bad":                "c:3: conclint.locktypes does not like it",
		"noreturn: [bad]":                       "c:1: conclint.noreturn does not like it",
		"baseline: ''":                          "c:1: the baseline's file name is empty",
		"baseline: false":                       "c:1: this has to be a string, but is true or false",
		"tests: maybe":                          "c:1: this has to be true or false, but is a string",
		"format: jsno":                          `c:1: unknown format "jsno" (did you mean json?)`,
		"format: 1":                             "c:1: this has to be a string, but is a number",
		"tests: true\ntests: true":              `c:2: "tests" is here twice`,
		"settings: {lock: {rules: a, rules: b}": "c:1: did not find expected ',' or '}'",
	} {
		_, err := parse("c", "/", []byte(text), vocabulary)
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "m", "a", "b")
	if err := os.MkdirAll(filepath.Join(deep, Name), 0o777); err != nil { // a directory is none
		t.Fatal(err)
	}
	outside, inside := filepath.Join(root, Name), filepath.Join(root, "m", Name)
	write(t, outside)
	for _, test := range []struct{ dir, root, want string }{
		{deep, root, outside},
		{deep, filepath.Join(root, "m"), ""},
		{deep, "", ""},
		{root, "", outside},
	} {
		if got, err := Find(test.dir, test.root, filepath.Base); got != test.want || err != nil {
			t.Errorf("Find(%s, %s) = %s (%v), want %s", test.dir, test.root, got, err, test.want)
		}
	}
	write(t, inside)
	if got, err := Find(deep, root, filepath.Base); got != inside || err != nil {
		t.Errorf("got %s (%v), want the closest, %s", got, err, inside)
	}
	write(t, filepath.Join(root, "m", "a", ".conclint.yml"))
	const want = ".conclint.yml is not read: the file has to be called .conclint.yaml"
	if got, err := Find(deep, root, filepath.Base); got != "" || err == nil || err.Error() != want {
		t.Errorf("got %s (%v), want the error: %s", got, err, want)
	}
}

func write(t *testing.T, name string) {
	t.Helper()
	if err := os.WriteFile(name, nil, 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestExcluded(t *testing.T) {
	dir := t.TempDir()
	f, err := parse("c", dir, []byte("exclude: [third_party, '**/*.pb.go', 'gen/**/x?.go', sub/*/skip/]"), vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"third_party/a.go":    true,
		"third_party/b/a.go":  true,
		"a/third_party/a.go":  false,
		"third_party.go":      false,
		"a.pb.go":             true,
		"a/b/c.pb.go":         true,
		"gen/a/b/x1.go":       true,
		"gen/x1.go":           true,
		"gen/x12.go":          false,
		"sub/a/skip/b/c.go":   true,
		"sub/a/b/skip/c.go":   false,
		"../third_party/a.go": false,
	} {
		if got := f.Excluded(filepath.Join(dir, filepath.FromSlash(name))); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if new(File).Excluded(dir) {
		t.Error("a file that says nothing excludes something")
	}
}

// The schema for editors knows the keys that the parser knows.
func TestSchema(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "conclint.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		AdditionalProperties bool
		Properties           map[string]struct {
			Type                 string
			AdditionalProperties struct{ Enum []string }
		}
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	r := &reader{File: &strict.File{}, Vocabulary: vocabulary, out: new(File)}
	got, want := slices.Sorted(maps.Keys(schema.Properties)), slices.Sorted(maps.Keys(r.fields()))
	if !slices.Equal(got, want) {
		t.Errorf("docs/conclint.schema.json has the keys %v, the parser %v", got, want)
	}
	if schema.AdditionalProperties {
		t.Error("docs/conclint.schema.json allows other keys")
	}
	if got := schema.Properties["severity"].AdditionalProperties.Enum; !slices.Equal(got, []string{"error", "warning", "note"}) {
		t.Errorf("docs/conclint.schema.json has the severities %v", got)
	}
	samples := map[string]string{"array": "[]", "object": "{}", "boolean": "true", "string": "text"}
	for key, p := range schema.Properties {
		if _, err := parse("c", "/", []byte(key+": "+samples[p.Type]), vocabulary); err != nil {
			t.Errorf("%s is not of the type %s that the schema has: %v", key, p.Type, err)
		}
	}
}
