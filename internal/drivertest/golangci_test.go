package drivertest

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// everything has conclint look for all that it looks for by itself.
const everything = `version: "2"
linters:
  default: none
  enable: [conclint]
  settings:
    custom:
      conclint:
        type: module
        settings:
          enable: [atomic, sigchanyzer, copylock, loopclosure, testgoroutine]
issues:
  max-issues-per-linter: 0
  max-same-issues: 0
  uniq-by-line: false
`

// golangci runs golangci-lint with a configuration, and a cache of its own.
func golangci(t *testing.T, dir, config string, status int, args ...string) result {
	t.Helper()
	write(t, config, dir, ".golangci.yml")
	// Nothing of a repository around the directory is to be found.
	c := command{dir: dir, env: []string{"GOLANGCI_LINT_CACHE=" + t.TempDir()}}
	return c.exits(t, status, program(t, "golangci-lint"), append([]string{"run", "--allow-parallel-runners"}, args...)...)
}

// byGolangci returns what golangci-lint finds.
func byGolangci(t *testing.T, dir string) []finding {
	t.Helper()
	return golangciFindings(t, dir, everything, "conclint")
}

func golangciFindings(t *testing.T, dir, config, linter string) []finding {
	t.Helper()
	report := filepath.Join(t.TempDir(), "report.json")
	golangci(t, dir, config, 1, "--output.json.path="+report, "./...")
	var parsed struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal([]byte(read(t, report)), &parsed); err != nil {
		t.Fatal(err)
	}
	var out []finding
	for _, issue := range parsed.Issues {
		if issue.FromLinter != linter {
			continue
		}
		file := filepath.ToSlash(issue.Pos.Filename)
		lines := strings.Split(issue.Text, "\n    ")
		_, text, _ := strings.Cut(lines[0], ": ") // after the analyzer's name
		f := finding{where: position(file, issue.Pos.Line, issue.Pos.Column), text: text}
		for _, step := range lines[1:] {
			f.trace = append(f.trace, path.Join(path.Dir(file), step[:strings.Index(step, ": ")])+step[strings.Index(step, ": "):])
		}
		out = append(out, f)
	}
	return out
}

// The configuration of the documentation works, finds little that golangci-lint
// finds without conclint, and what is on by default there is also what golangci-lint
// says nothing of.
func TestGolangciDefaults(t *testing.T) {
	dir := corpus(t, "corpus")
	got := strings.Join(texts(golangciFindings(t, dir, snippet(t, "golangci-lint.md", ".golangci.yml"), "conclint")), "\n")
	for _, rule := range []string{"lockorder-cycle", "lockorder-double", "unlockpath-missing", "chanblock-send", "waitgroup-add"} {
		if !strings.Contains(got, "("+rule+")") {
			t.Errorf("no %s in\n%s", rule, got)
		}
	}
	for _, rule := range []string{"atomic", "sigchanyzer", "copylock-value", "loopclosure-go", "testgoroutine-fatal"} {
		if strings.Contains(got, "("+rule+")") {
			t.Errorf("%s is on", rule)
		}
	}
	// And vet's analyzers in golangci-lint find what those would have: all but
	// loopclosure, which it runs only on modules from before Go 1.22.
	var vet strings.Builder
	for _, f := range golangciFindings(t, dir, "version: \"2\"\nlinters:\n  default: none\n  enable: [govet]\n", "govet") {
		vet.WriteString(f.where + "\n")
	}
	for _, where := range []string{"server/server.go:72:", "server/server.go:77:", "server/server.go:69:", "store/log_test.go:15:"} {
		if !strings.Contains(vet.String(), where) {
			t.Errorf("golangci-lint's vet finds nothing at %s but only\n%s", where, &vet)
		}
	}
}

// "golangci-lint custom" understands the documented file, and fetches the version
// of golangci-lint that is tested here. A git of ours keeps it from doing so.
func TestGolangciCustom(t *testing.T) {
	dir := t.TempDir()
	write(t, snippet(t, "golangci-lint.md", ".custom-gcl.yml"), dir, ".custom-gcl.yml")
	write(t, "#!/bin/sh\necho \"$@\" >\""+dir+"/asked\"\nexit 1\n", dir, "bin", "git")
	if err := os.Chmod(filepath.Join(dir, "bin", "git"), 0o777); err != nil {
		t.Fatal(err)
	}
	c := command{dir: dir, env: []string{"PATH=" + filepath.Join(dir, "bin") + string(os.PathListSeparator) + os.Getenv("PATH")}}
	c.exits(t, 3, program(t, "golangci-lint"), "custom")
	version := strings.TrimSpace(command{}.ok(t, "go", "list", "-m", "-f={{.Version}}", "github.com/golangci/golangci-lint/v2").stdout)
	if asked := read(t, dir, "asked"); !strings.Contains(asked, "--branch "+version+" ") {
		t.Errorf("git was called with %q, want version %s", asked, version)
	}
}

// What people read is all there, with traces into other files.
func TestGolangciText(t *testing.T) {
	dir := corpus(t, "corpus")
	r := golangci(t, dir, everything, 1, "./index/...", "./nolint/...")
	for _, want := range []string{
		"index/index.go:43:14: lockorder: index.Index.mu is locked while store.Mu is held, ",
		"(lockorder-cycle)\n    index.go:41:15: goroutine 1: (*Index).Len locks store.Mu\n",
		"\n    index.go:32:11: goroutine 2: (*Index).Add locks x.mu\n",
		"nolint/nolint.go:19:9: lockorder: ",
	} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("no %q in\n%s", want, r.stdout)
		}
	}
	if strings.Contains(r.stdout, "nolint/nolint.go:11:9") {
		t.Errorf("nolint does not work:\n%s", r.stdout)
	}
	if strings.Contains(r.stdout, "related information") {
		t.Errorf("a step is an issue of its own:\n%s", r.stdout)
	}
	// Without the comment it is there: it is the comment that silences.
	file := filepath.Join(dir, "nolint", "nolint.go")
	write(t, strings.ReplaceAll(read(t, file), "//nolint:conclint", "// no lint"), file)
	if r := golangci(t, dir, everything, 1, "./nolint/..."); !strings.Contains(r.stdout, "nolint/nolint.go:11:9") {
		t.Errorf("no finding without the comment:\n%s", r.stdout)
	}
}

// Settings that are wrong are said to be, and nothing runs.
func TestGolangciSettings(t *testing.T) {
	dir := corpus(t, "corpus")
	for wrong, want := range map[string]string{
		"enable: [lokorder]":                            `settings of conclint: unknown analyzer or rule "lokorder" (did you mean lockorder?)`,
		"enabel: [lockorder]":                           `settings of conclint: unknown setting "enabel" (did you mean enable?)`,
		"enable: lockorder":                             `settings of conclint: enable should be a list of analyzers and rules`,
		"analyzers: {lockOrder: {rules: [lock-cycle]}}": `settings of conclint: lockorder.rules cannot be "lock-cycle": unknown rule "lock-cycle"`,
	} {
		config := strings.Replace(everything, "enable: [atomic, sigchanyzer, copylock, loopclosure, testgoroutine]", wrong, 1)
		r := golangci(t, dir, config, 3, "./...")
		if !strings.Contains(strings.ReplaceAll(r.stderr, `\"`, `"`), want) {
			t.Errorf("%s: no %q in\n%s", wrong, want, r.stderr)
		}
	}
	// The settings of the documentation: some rules on and off, and flags.
	got := texts(golangciFindings(t, dir, snippet(t, "golangci-lint.md", "settings"), "conclint"))
	all := strings.Join(got, "\n")
	if !strings.Contains(all, "(copylock-value)") || strings.Contains(all, "(atomic)") || strings.Contains(all, "server/server.go:63:") {
		t.Errorf("not as the settings have it:\n%s", all)
	}
	// What is right works, whatever the case of the keys.
	config := strings.Replace(everything, "enable: [atomic, sigchanyzer, copylock, loopclosure, testgoroutine]",
		"disable: [all]\n          enable: [lockorder]\n          analyzers: {lockOrder: {rules: -lockorder-cycle}}", 1)
	for _, f := range golangciFindings(t, dir, config, "conclint") {
		if !strings.HasSuffix(f.text, "(lockorder-double)") {
			t.Errorf("not asked for: %v", f)
		}
	}
}

func position(file string, line, column int) string {
	return fmt.Sprintf("%s:%d:%d", file, line, column)
}

// Nolintlint says which comments are of use to golangci-lint; those that conclint
// obeys without its knowing are not among those that it misses anything of.
func TestNolintlint(t *testing.T) {
	dir := corpus(t, "corpus")
	config := strings.Replace(everything, "enable: [conclint]\n  settings:\n", `enable: [conclint, nolintlint]
  settings:
    nolintlint:
      allow-unused: false
      require-explanation: true
`, 1)
	file := filepath.Join(dir, "nolint", "nolint.go")
	write(t, read(t, file)+"\nvar idle = 1 //nolint:conclint // nothing to silence\n", file)
	r := golangci(t, dir, config, 1, "./nolint/...")
	if n := strings.Count(r.stdout, "is unused for linter"); n != 1 || !strings.Contains(r.stdout, "`//nolint:conclint // nothing to silence` is unused for linter \"conclint\"") {
		t.Errorf("%d comments are said to be of no use:\n%s", n, r.stdout)
	}
	for _, want := range []string{
		"nolint/nolint.go:42:12: suppress: //nolint:lockorder suppresses nothing (suppress-unused)",
		"nolint/nolint.go:35:12: suppress: //nolint:lockorder gives no reason",
	} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("no %q in\n%s", want, r.stdout)
		}
	}
}
