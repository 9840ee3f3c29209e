package layers

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers are the module's packages, the highest first. A package imports only
// from the rows below its own: not from its own row either. An entry stands
// for the package and what is below it; "passes/*" is one entry for each pass.
var layers = [][]string{
	{"cmd/conclint", "plugin/golangci", "internal/eval"},
	{"internal/choice"},
	{"suite", "internal/render"},
	{"internal/chart"},
	{"passes/*"},
	{"internal/kinds"},
	{"internal/guards", "internal/interleave", "internal/ends", "internal/survey"},
	{"internal/fix", "internal/model"},
	{"internal/driver", "internal/doc/doctest", "internal/fixture", "internal/baseline", "internal/changed", "internal/config"},
	{"internal/ending", "settings"},
	{"internal/report", "internal/doc", "internal/loop", "internal/signal", "internal/spawn"},
	{"internal/callee", "internal/edit", "internal/strict"},
	{"internal/place", "internal/suppress", "internal/syncop", "internal/words"},
	{"internal/flow", "internal/rule", "internal/scope", "internal/fingerprint", "internal/nearest", "internal/wholefile", "internal/graph", "internal/sketch", "internal/swimlane"},
	{"internal/scc"},
	{"internal/errval", "internal/layers", "internal/order", "internal/ssatest"},
}

// importers are the only ones who may import what they are listed for; tests
// may import all.
var importers = map[string][]string{
	"internal/choice":      {"cmd", "plugin"},
	"internal/edit":        {"passes"},
	"internal/guards":      {"passes", "internal/kinds"},
	"internal/kinds":       {"passes"},
	"internal/doc/doctest": nil,
	"internal/strict":      {"internal/baseline", "internal/config"},
	"internal/baseline":    {"cmd"},
	"internal/changed":     {"cmd"},
	"internal/config":      {"cmd"},
	"internal/driver":      {"cmd", "internal/fix", "internal/render"},
	"internal/eval":        {"internal/eval"},
	"internal/fix":         {"cmd"},
	"internal/fixture":     nil,
	"internal/ssatest":     nil,
	"internal/ends":        {"passes"},
	"internal/interleave":  {"passes"},
	"internal/render":      {"cmd"},
	"internal/swimlane":    {"internal/render"},
	"internal/survey":      {"cmd"},
	"settings":             {"cmd", "plugin", "suite"},
	"suite":                {"cmd", "plugin", "internal/choice"},
}

// forbidden are packages of others that a layer must do without: flow solves
// equations and knows no Go, and the tables below the model need no analyzer.
var forbidden = map[string][]string{
	"internal/flow":   {"go", "golang.org/x/tools"},
	"internal/rule":   {"go", "golang.org/x/tools"},
	"internal/scope":  {"go", "golang.org/x/tools"},
	"internal/syncop": {"golang.org/x/tools/go/analysis", "golang.org/x/tools/go/ssa"},
	"internal/place":  {"golang.org/x/tools/go/analysis"},
	"internal/driver": {"golang.org/x/tools/go/ssa"},

	"internal/fingerprint": {"golang.org/x/tools"},
	"internal/swimlane":    {"go", "golang.org/x/tools"},
	"internal/baseline":    {"go", "golang.org/x/tools"},
	"internal/changed":     {"go", "golang.org/x/tools"},
	"internal/config":      {"go", "golang.org/x/tools"},
}

// front lists the modules of others that only parts of the front end may use:
// they are no business of who embeds the analyzers.
var front = map[string][]string{
	"github.com/bmatcuk/doublestar/v4": {"internal/config"},
	"go.yaml.in/yaml/v3":               {"internal/baseline", "internal/config", "internal/strict"},
}

func TestFrontEndOnly(t *testing.T) {
	used := make(map[string]bool)
	for _, s := range sources(t) {
		for _, spec := range s.file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			for of, users := range front {
				if !within(imported, of) {
					continue
				}
				used[of] = true
				if !slices.Contains(users, s.pkg) {
					t.Errorf("%s: only [%s] may import %s", s.fset.Position(spec.Pos()), strings.Join(users, ", "), of)
				}
			}
		}
	}
	if len(used) < len(front) {
		t.Errorf("of those in the table only %v are used", used)
	}
}

// entry returns the entry of a package and its row; the longest entry wins.
// The row is negative if there is none.
func entry(pkg string) (name string, row int) {
	row = -1
	for i, entries := range layers {
		for _, e := range entries {
			if e = expand(e, pkg); within(pkg, e) && len(e) > len(name) {
				name, row = e, i
			}
		}
	}
	return name, row
}

// expand replaces the star at the end of an entry by what pkg has there.
func expand(entry, pkg string) string {
	dir, ok := strings.CutSuffix(entry, "/*")
	if rest, in := strings.CutPrefix(pkg, dir+"/"); ok && in {
		first, _, _ := strings.Cut(rest, "/")
		return path.Join(dir, first)
	}
	return entry
}

func TestImportsPointDown(t *testing.T) {
	for _, s := range sources(t) {
		name, row := entry(s.pkg)
		if row < 0 {
			t.Errorf("package %s has no layer: give it one in this test", s.pkg)
			continue
		}
		for _, spec := range s.file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			pos := s.fset.Position(spec.Pos())
			for _, f := range forbidden[name] {
				if within(imported, f) {
					t.Errorf("%s: %s must do without %s", pos, name, imported)
				}
			}
			ours, ok := strings.CutPrefix(imported, module+"/")
			if !ok {
				continue
			}
			below, belowRow := entry(ours)
			if below != name && belowRow <= row {
				t.Errorf("%s: %s imports %s, which is not below it", pos, s.pkg, ours)
			}
			if only, ok := importers[below]; ok && !slices.ContainsFunc(only, func(dir string) bool { return within(s.pkg, dir) }) {
				t.Errorf("%s: only tests and [%s] may import %s", pos, strings.Join(only, ", "), ours)
			}
		}
	}
}

func TestEntry(t *testing.T) {
	for _, test := range []struct {
		pkg, name string
	}{
		{"passes/lockorder", "passes/lockorder"},
		{"passes/lockorder/internal/graph", "passes/lockorder"},
		{"internal/doc/doctest", "internal/doc/doctest"},
		{"internal/doc", "internal/doc"},
		{"internal/modelling", ""},
		{"passes", ""},
	} {
		if name, _ := entry(test.pkg); name != test.name {
			t.Errorf("entry(%q) = %q, want %q", test.pkg, name, test.name)
		}
	}
}
