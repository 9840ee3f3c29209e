package cmdtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/doc/doctest"
	"github.com/conclint/conclint/suite"
)

// TestFix applies the fixes of all rules that suggest any: to the examples of
// what is wrong, and to the fixtures for fixes. The result compiles, is
// formatted, and the findings are gone.
func TestFix(t *testing.T) {
	dir := t.TempDir()
	fixable(t, dir)
	before := findings(t, dir)
	fixed := make(map[string]int) // rule and file -> findings with a fix
	rules := make(map[string]bool)
	for _, f := range before {
		if len(f.Fixes) > 0 {
			fixed[f.key()]++
			rules[f.Rule] = true
		}
	}
	if len(rules) < 10 {
		t.Errorf("only the rules %v have fixes", rules)
	}

	if _, stderr, status := inDir(t, dir, "conclint", "-fix", "-enable=all", "./..."); status > 1 || strings.Contains(stderr, "not fixed") {
		t.Errorf("exit status %d: %s", status, stderr)
	}
	if stdout, stderr, status := inDir(t, dir, "gofmt", "-l", "."); status != 0 || stdout != "" {
		t.Errorf("not formatted: %s%s", stdout, stderr)
	}
	if _, stderr, status := inDir(t, dir, "go", "build", "./..."); status != 0 {
		t.Errorf("does not compile: %s", stderr)
	}

	left := make(map[string]int)
	for _, f := range before {
		left[f.key()]++
	}
	for key, n := range fixed {
		left[key] -= n
	}
	for _, f := range findings(t, dir) {
		if len(f.Fixes) > 0 {
			t.Errorf("%s:%d: not fixed: %s (%s)", f.File, f.Line, f.Message, f.Rule)
		} else if left[f.key()]--; left[f.key()] < 0 {
			t.Errorf("%s:%d: not gone, or new: %s (%s)", f.File, f.Line, f.Message, f.Rule)
		}
	}
	for key, n := range left {
		if n > 0 {
			t.Logf("%s: %d more are gone", key, n)
		}
	}
}

// finding is what the test needs of a finding in JSON.
type finding struct {
	Rule, Message, File string
	Line                int
	Fixes               []json.RawMessage
}

func (f finding) key() string { return f.Rule + " " + f.File }

func findings(t *testing.T, dir string) []finding {
	t.Helper()
	stdout, stderr, status := inDir(t, dir, "conclint", "-format=json", "-enable=all", "./...")
	if status != 1 {
		t.Fatalf("exit status %d: %s", status, stderr)
	}
	var out []finding
	for line := range strings.Lines(stdout) {
		var f finding
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}

// inDir runs a command, conclint being the one under test.
func inDir(t *testing.T, dir, name string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	env, err := environment()
	if err != nil {
		t.Fatal(err)
	}
	if name == "conclint" {
		name = filepath.Join(bin, "conclint"+exeSuffix())
	}
	cmd := exec.Command(name, args...)
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	cmd.Env = append(append(os.Environ(), env...), "PWD="+dir)
	if err := cmd.Run(); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			t.Fatal(err)
		}
		status = exit.ExitCode()
	}
	return out.String(), errs.String(), status
}

// fixable makes a module of what is known to be wrong.
func fixable(t *testing.T, dir string) {
	t.Helper()
	testdata := filepath.Join("..", "..", "testdata", "src")
	write(t, filepath.Join(dir, "go.mod"), `module example.com/m

go 1.26

require golang.org/x/sync v0.0.0

replace golang.org/x/sync => ./xsync
`, 0o666)
	if err := os.CopyFS(filepath.Join(dir, "xsync"), os.DirFS(filepath.Join(testdata, "golang.org", "x", "sync"))); err != nil {
		t.Fatal(err)
	}
	add := func(pkg, src string) {
		formatted, err := format.Source([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(dir, pkg), 0o777); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, pkg, "p.go"), string(formatted), 0o666)
	}
	for _, e := range suite.All() {
		for _, r := range doc.Rules(e.Source) {
			for i, code := range r.Wrong {
				src, err := doctest.File(code)
				if err != nil {
					t.Fatal(err)
				}
				add(fmt.Sprintf("%s-%d", r.ID, i+1), src)
			}
		}
	}
	var fixtures []string
	for _, pattern := range []string{"*/*/*.go.golden", "sigchanyzer/*/*.go"} {
		files, err := filepath.Glob(filepath.Join(testdata, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		fixtures = append(fixtures, files...)
	}
	if len(fixtures) < 5 {
		t.Fatalf("only the fixtures %q", fixtures)
	}
	slices.Sort(fixtures)
	for i, name := range fixtures {
		src, err := os.ReadFile(strings.TrimSuffix(name, ".golden"))
		if err != nil {
			t.Fatal(err)
		}
		version := ""
		if strings.Contains(name, "loopclosure") {
			version = "//go:build go1.21\n\n" // where its module is, too
		}
		add(fmt.Sprintf("fixture-%d", i), version+string(src))
	}
}
