package suite_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	// What the vet tool is made of, so that the go command runs this test
	// again when it has changed.
	_ "github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/lockorder"
	"github.com/conclint/conclint/passes/unlockpath"
)

// Facts reach importers through the go command, which runs a process for each
// package and keeps facts in files, as they do through x/tools' checker, which
// has all packages in memory: the findings are the same.
func TestDriversAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command")
	}
	root := fixture.Root(t)
	tool := filepath.Join(t.TempDir(), "conclint")
	if runtime.GOOS == "windows" {
		tool += ".exe"
	}
	run(t, root, "go", "build", "-o", tool, "./cmd/conclint")
	for _, a := range []*analysis.Analyzer{lockorder.Analyzer, unlockpath.Analyzer} {
		t.Run(a.Name, func(t *testing.T) {
			// The import paths of the fixtures begin with the analyzer's
			// name, which therefore is the module's.
			dir := t.TempDir()
			from := filepath.Join(root, "testdata", "src", a.Name, "cross")
			if err := os.CopyFS(filepath.Join(dir, "cross"), os.DirFS(from)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module "+a.Name+"\n\ngo 1.26\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			inMemory, vet := byChecker(t, dir, a), byVet(t, dir, tool, a)
			if len(inMemory) < 5 {
				t.Errorf("only %d findings", len(inMemory))
			}
			if !slices.Equal(inMemory, vet) {
				t.Errorf("x/tools' checker:\n%s\ngo vet:\n%s", strings.Join(inMemory, "\n"), strings.Join(vet, "\n"))
			}
			// Nor does it matter in which order packages are loaded, or
			// how often.
			if again := byChecker(t, dir, a); !slices.Equal(inMemory, again) {
				t.Errorf("first run:\n%s\nsecond:\n%s", strings.Join(inMemory, "\n"), strings.Join(again, "\n"))
			}
		})
	}
}

// moduleMode keeps the user's settings out of a temporary module.
var moduleMode = []string{"GOWORK=off", "GOFLAGS=", "GO111MODULE=on"}

// byChecker returns the findings in the module as x/tools' checker has them.
func byChecker(t *testing.T, dir string, a *analysis.Analyzer) []string {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule,
		Dir:  dir,
		Env:  append(os.Environ(), moduleMode...),
	}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Error(act.Err)
		}
		for _, d := range act.Diagnostics {
			out = append(out, fmt.Sprintf("%s: %s", act.Package.Fset.Position(d.Pos), d.Message))
		}
	}
	return relative(t, dir, out)
}

// byVet returns the findings in the module as go vet has them.
func byVet(t *testing.T, dir, tool string, a *analysis.Analyzer) []string {
	t.Helper()
	var out []string
	// One object for each package, between lines that begin with '#'.
	var text strings.Builder
	for line := range strings.Lines(run(t, dir, "go", "vet", "-vettool="+tool, "-json", "./...")) {
		if !strings.HasPrefix(line, "#") {
			text.WriteString(line)
		}
	}
	dec := json.NewDecoder(strings.NewReader(text.String()))
	for dec.More() {
		var pkgs map[string]map[string]json.RawMessage
		if err := dec.Decode(&pkgs); err != nil {
			t.Fatal(err)
		}
		for _, byAnalyzer := range pkgs {
			var diags []struct{ Posn, Message string }
			if raw, ok := byAnalyzer[a.Name]; ok {
				if err := json.Unmarshal(raw, &diags); err != nil {
					t.Fatalf("%v: %s", err, raw)
				}
			}
			for _, d := range diags {
				out = append(out, d.Posn+": "+d.Message)
			}
		}
	}
	return relative(t, dir, out)
}

// relative sorts findings and takes the directory off their file names.
func relative(t *testing.T, dir string, findings []string) []string {
	t.Helper()
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range findings {
		for _, d := range []string{dir, real} {
			f = strings.TrimPrefix(f, d+string(filepath.Separator))
		}
		findings[i] = f
	}
	slices.Sort(findings)
	return findings
}

// run returns what the command prints.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = os.Environ()
	if name == "go" && args[0] == "vet" {
		cmd.Env = append(cmd.Env, moduleMode...)
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}
