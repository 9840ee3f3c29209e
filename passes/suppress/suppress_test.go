package suppress_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/suite"
)

// analyzer returns the one of the suite, which knows the names of the others and
// what they find.
func analyzer() *analysis.Analyzer {
	all := suite.All()
	return all[slices.IndexFunc(all, func(e suite.Entry) bool { return e.Analyzer.Name == "suppress" })].Analyzer
}

func Test(t *testing.T) { fixture.Run(t, analyzer()) }

// A package with tests is looked at twice by most drivers, which report all
// that is found either time. What the tests make use of is of use.
func TestVariants(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com\n\ngo 1.26\n",
		"a/a.go": `package a

import "sync"

func f(mu *sync.Mutex) {
	mu.Lock() //nolint:lockorder // who knows
	mu.Lock() //nolint:lockorder // why not
}
`,
		"a/a_test.go": "package a\n",
		"b/b.go":      "package b\n\nvar b int //nolint:lockorder // why not\n",
		"b/b_test.go": "package b_test\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode:  packages.LoadAllSyntax | packages.NeedModule,
		Tests: true,
		Dir:   dir,
		Env:   append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GO111MODULE=on"),
	}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer()}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, act := range graph.Roots {
		for _, d := range act.Diagnostics {
			got = append(got, fmt.Sprintf("%s:%d", act.Package.ID, act.Package.Fset.Position(d.Pos).Line))
		}
	}
	slices.Sort(got)
	// External tests are a package of their own.
	if want := []string{"example.com/a [example.com/a.test]:6", "example.com/b:3"}; !slices.Equal(got, want) {
		t.Errorf("reported in %q, want %q", got, want)
	}
}
