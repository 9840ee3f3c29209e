package suite_test

import (
	"cmp"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/suite"
)

// TestPatterns runs all rules that are on by default over the patterns: the
// wrong versions have what their comments want, the right ones nothing.
func TestPatterns(t *testing.T) {
	root := fixture.Root(t)
	if _, err := patterns(root); err != nil {
		t.Error(err)
	}
	analysistest.Run(t, filepath.Join(root, "testdata", "patterns"), defaults(), "./...")
}

// defaults returns an analyzer that finds what the suite finds by default.
func defaults() *analysis.Analyzer {
	entries := slices.DeleteFunc(suite.All(), func(e suite.Entry) bool { return e.OptIn })
	requires := make(map[*analysis.Analyzer]bool)
	for _, e := range entries {
		for _, a := range e.Analyzer.Requires {
			requires[a] = true
		}
	}
	return &analysis.Analyzer{
		Name:     "defaults",
		Doc:      "what the suite finds by default",
		Requires: slices.SortedFunc(maps.Keys(requires), func(a, b *analysis.Analyzer) int { return cmp.Compare(a.Name, b.Name) }),
		Run: func(pass *analysis.Pass) (any, error) {
			for _, e := range entries {
				p := *pass
				p.Analyzer = e.Analyzer
				if _, err := e.Analyzer.Run(&p); err != nil {
					return nil, err
				}
			}
			return nil, nil
		},
	}
}

// pattern is a directory of testdata/patterns: a way to do something, as it
// goes right and as it goes wrong.
type pattern struct {
	name  string
	does  string   // what the package's comment says that it does
	rules []string // those that the wrong version breaks
}

// patterns returns the patterns, sorted by name.
func patterns(root string) ([]pattern, error) {
	dirs, err := filepath.Glob(filepath.Join(root, "testdata", "patterns", "*", "right.go"))
	if err != nil || len(dirs) == 0 {
		return nil, cmp.Or(err, errors.New("no patterns"))
	}
	var out []pattern
	for _, right := range dirs {
		dir := filepath.Dir(right)
		p := pattern{name: filepath.Base(dir)}
		file, err := parser.ParseFile(token.NewFileSet(), right, nil, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			return nil, err
		}
		var ok bool
		if p.does, ok = strings.CutPrefix(strings.TrimSuffix(strings.Join(strings.Fields(file.Doc.Text()), " "), "."), "Package "+p.name+" "); !ok {
			return nil, fmt.Errorf("%s: no comment that says what package %s does", right, p.name)
		}
		if p.rules, err = wanted(filepath.Join(dir, "wrong.go")); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

var wantRule = regexp.MustCompile("// want (.*)")

// wanted returns the rules that the comments of a file want: each has nothing
// but the name of one.
func wanted(name string) ([]string, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, e := range suite.All() {
		for _, r := range e.Rules {
			all = append(all, r.ID)
		}
	}
	rules := make(map[string]bool)
	for _, m := range wantRule.FindAllSubmatch(src, -1) {
		id := strings.Trim(string(m[1]), "`")
		if !slices.Contains(all, id) {
			return nil, fmt.Errorf("%s wants %s, which is no rule", name, m[1])
		}
		rules[id] = true
	}
	if len(rules) == 0 {
		return nil, fmt.Errorf("%s wants nothing", name)
	}
	return slices.Sorted(maps.Keys(rules)), nil
}

// patternTable returns the table of the patterns.
func patternTable(root string) (string, error) {
	ps, err := patterns(root)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("| pattern | right code | guarded by |\n| --- | --- | --- |\n")
	for _, p := range ps {
		fmt.Fprintf(&b, "| [%s](testdata/patterns/%s) | %s | %s |\n", p.name, p.name, p.does, strings.Join(p.rules, ", "))
	}
	return b.String(), nil
}
