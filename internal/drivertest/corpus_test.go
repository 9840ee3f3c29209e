package drivertest

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// corpora are the modules that all drivers are run on, below testdata.
var corpora = []string{"corpus", "patterns"}

// corpus returns the directory of a fresh copy of a module, of which no build
// cache can know anything.
func corpus(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{name, filepath.Join("src", "golang.org")} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(root, "testdata", part))); err != nil {
			t.Fatal(err)
		}
	}
	real, err := filepath.EvalSymlinks(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return real
}

// finding is a finding in the form that all drivers' can be brought into.
type finding struct {
	where string // file:line:column, the file relative to the module
	text  string // with the rule
	trace []string
}

// String returns the finding as conclint prints it.
func (f finding) String() string {
	return strings.Join(append([]string{f.where + ": " + f.text}, f.trace...), "\n    ")
}

// texts returns the findings as sorted texts.
func texts(findings []finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.String())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// file returns the name of the finding's file.
func (f finding) file() string {
	name, _, _ := strings.Cut(f.where, ":")
	return name
}

// compare reports what one driver finds and another does not.
func compare(t *testing.T, wantName string, want []finding, gotName string, got []finding) {
	t.Helper()
	w, g := texts(want), texts(got)
	for _, f := range w {
		if !slices.Contains(g, f) {
			t.Errorf("%s finds, but %s does not:\n%s", wantName, gotName, f)
		}
	}
	for _, f := range g {
		if !slices.Contains(w, f) {
			t.Errorf("%s finds, but %s does not:\n%s", gotName, wantName, f)
		}
	}
}

// TestIdentical runs the corpora through everything that runs all analyzers.
func TestIdentical(t *testing.T) {
	for _, name := range corpora {
		t.Run(name, func(t *testing.T) {
			front := byFrontEnd(t, corpus(t, name))
			if len(front) < 10 {
				t.Errorf("only %d findings", len(front))
			}
			for _, driver := range []struct {
				name string
				run  func(t *testing.T, dir string) []finding
			}{
				{"go vet -vettool", byVetTool},
				{"multichecker", byMultichecker},
				{"golangci-lint", byGolangci},
			} {
				got := driver.run(t, corpus(t, name))
				t.Logf("%s: %d findings", driver.name, len(got))
				compare(t, "conclint", front, driver.name, got)
			}
		})
	}
}

// byFrontEnd returns what conclint prints.
func byFrontEnd(t *testing.T, dir string) []finding {
	t.Helper()
	return withFlags(t, dir)
}

// withFlags returns what conclint prints when it has these flags.
func withFlags(t *testing.T, dir string, flags ...string) []finding {
	t.Helper()
	return parseFrontEnd(t, command{dir: dir}.exits(t, 1, program(t, "conclint"), append(flags, "./...")...).stdout)
}

func parseFrontEnd(t *testing.T, text string) []finding {
	t.Helper()
	var out []finding
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if step, ok := strings.CutPrefix(line, "    "); ok {
			last := &out[len(out)-1]
			last.trace = append(last.trace, step)
			continue
		}
		out = append(out, split(t, line))
	}
	return out
}

// byVetTool returns what go vet prints: a finding or a step a line.
func byVetTool(t *testing.T, dir string) []finding {
	t.Helper()
	r := command{dir: dir}.exits(t, 1, "go", "vet", "-vettool="+program(t, "conclint"), "./...")
	return parseVet(t, r.stderr)
}

func parseVet(t *testing.T, text string) []finding {
	t.Helper()
	var out []finding
	for line := range strings.Lines(text) {
		line = strings.TrimPrefix(strings.TrimRight(line, "\n"), "./")
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "go: ") {
			continue
		}
		f := split(t, line)
		if step, ok := strings.CutPrefix(f.text, "\t"); ok {
			last := &out[len(out)-1]
			last.trace = append(last.trace, f.where+": "+step)
			continue
		}
		out = append(out, f)
	}
	return out
}

// split splits a line into position and text.
func split(t *testing.T, line string) finding {
	t.Helper()
	where, text, ok := strings.Cut(line, ": ")
	if !ok || strings.Count(where, ":") != 2 {
		t.Fatalf("no finding: %q", line)
	}
	return finding{where: path.Clean(filepath.ToSlash(where)), text: text}
}
