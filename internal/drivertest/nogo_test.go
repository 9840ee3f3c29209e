package drivertest

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// label is a dependency in a BUILD file: a repository and a package in it.
var label = regexp.MustCompile(`"@(com_github_conclint_conclint|org_golang_x_tools)//(.*)"`)

// nogoSources are the files of rules_go that nogo is made of, beside the one
// that is generated; its BUILD file lists them.
var nogoSources = []string{
	"constants.go", "env.go", "flags.go", "nogo_fix.go", "nogo_goversions_go118.go", "nogo_goversions_go121.go",
	"nogo_goversions_go122.go", "nogo_main.go", "nogo_version.go", "nolint.go",
}

// buildNogo builds rules_go's nogo with the analyzers of the documentation's
// BUILD file, as Bazel would.
func buildNogo(t *testing.T, config string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "nogo"))); err != nil {
		t.Fatal(err)
	}
	c := command{dir: dir, env: []string{"GOFLAGS=-mod=mod"}}
	c.ok(t, "go", "mod", "edit", "-replace=github.com/conclint/conclint="+root)
	var module struct{ Dir string }
	if err := json.Unmarshal([]byte(c.ok(t, "go", "mod", "download", "-json", "github.com/bazelbuild/rules_go").stdout), &module); err != nil {
		t.Fatal(err)
	}
	builders := filepath.Join(module.Dir, "go", "tools", "builders")

	write(t, read(t, builders, "generate_nogo_main.go"), dir, "gen", "generate_nogo_main.go")
	write(t, config, dir, "nogo.json")
	args := []string{"run", "./gen", "-output=nogo_generated.go", "-config=nogo.json"}
	for _, m := range label.FindAllStringSubmatch(snippet(t, "bazel.md", "BUILD.bazel"), -1) {
		path := map[string]string{"com_github_conclint_conclint": "github.com/conclint/conclint", "org_golang_x_tools": "golang.org/x/tools"}[m[1]]
		args = append(args, "-analyzer_importpath="+path+"/"+m[2])
	}
	c.ok(t, "go", args...)
	for _, name := range nogoSources {
		write(t, read(t, builders, name), dir, name)
	}
	c.ok(t, "go", "build", "-o", "nogo", ".")
	return filepath.Join(dir, "nogo")
}

// listedPackage is what go list says of a package.
type listedPackage struct {
	ImportPath, Dir, Export string
	Standard                bool
	GoFiles, Imports        []string
}

// nogoRun is nogo with a module that it analyses.
type nogoRun struct {
	nogo, dir, out string
	packages       []listedPackage // dependencies first
	forgetful      bool            // passes on no facts
}

func newNogoRun(t *testing.T, nogo, dir string) *nogoRun {
	t.Helper()
	r := &nogoRun{nogo: nogo, dir: dir, out: t.TempDir()}
	dec := json.NewDecoder(strings.NewReader(command{dir: dir}.ok(t, "go", "list", "-deps", "-export", "-json", "./...").stdout))
	for {
		var p listedPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return r
		} else if err != nil {
			t.Fatal(err)
		}
		r.packages = append(r.packages, p)
	}
}

// facts returns the file of what is known of a package.
func (r *nogoRun) facts(path string) string {
	return filepath.Join(r.out, strings.ReplaceAll(path, "/", "_")+".facts")
}

// analyse runs nogo on each package of the module as rules_go does: with the
// export data of what it imports, and the facts of what it imports directly.
// Of packages that factsOnly names only facts are wanted.
func (r *nogoRun) analyse(t *testing.T, factsOnly ...string) []finding {
	t.Helper()
	var importcfg strings.Builder
	known := make(map[string]bool) // packages with facts
	var out []finding
	for _, p := range r.packages {
		if p.ImportPath == "unsafe" {
			continue // has no export data
		}
		if p.Standard {
			importcfg.WriteString("packagefile " + p.ImportPath + "=" + p.Export + "\n")
			continue
		}
		cfg := filepath.Join(r.out, "importcfg")
		write(t, importcfg.String(), cfg)
		args := []string{"-p", p.ImportPath, "-go_version=1.26", "-importcfg", cfg, "-x", r.facts(p.ImportPath)}
		for _, i := range p.Imports {
			if known[i] && !r.forgetful {
				args = append(args, "-fact", i+"="+r.facts(i))
			}
		}
		if slices.Contains(factsOnly, p.ImportPath) {
			args = append(args, "-facts_only")
		}
		for _, f := range p.GoFiles {
			args = append(args, filepath.Join(p.Dir, f))
		}
		result := command{dir: r.dir, env: []string{"GOARCH=" + goEnv(t, "GOARCH")}}.run(t, r.nogo, args...)
		if result.status != 0 && result.status != 3 {
			t.Fatalf("nogo on %s: exit status %d\n%s", p.ImportPath, result.status, result.stderr)
		}
		out = append(out, parseNogo(t, r.dir, result.stderr)...)
		importcfg.WriteString("packagefile " + p.ImportPath + "=" + p.Export + "\n")
		known[p.ImportPath] = true
	}
	return out
}

// parseNogo reads findings, which end with the analyzer's name.
func parseNogo(t *testing.T, dir, text string) []finding {
	t.Helper()
	var out []finding
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "nogo: errors found by nogo") {
			continue
		}
		rest, ok := strings.CutPrefix(line, dir+string(filepath.Separator))
		i := strings.LastIndex(rest, " (")
		if !ok || i < 0 {
			t.Fatalf("nogo printed %q", line)
		}
		out = append(out, split(t, rest[:i]))
	}
	return out
}

// plain returns findings as nogo shows them: without traces, nothing in tests or
// about the comments that silence, and of bundled analyzers without the names that
// only conclint gives them.
func plain(findings []finding) []finding {
	var out []finding
	for _, f := range findings {
		if strings.HasSuffix(f.file(), "_test.go") || strings.Contains(f.text, "(suppress-") {
			continue
		}
		for _, bundled := range []string{" (atomic)", " (sigchanyzer)"} {
			f.text = strings.TrimSuffix(f.text, bundled)
		}
		f.trace = nil
		out = append(out, f)
	}
	return out
}

// Nogo, built from its own sources, finds what the front end finds, and
// obeys its configuration.
func TestNogo(t *testing.T) {
	config := snippet(t, "bazel.md", "nogo.json")
	nogo := buildNogo(t, config)
	for _, name := range corpora {
		dir := corpus(t, name)
		want := plain(withFlags(t, dir, "-disable=lockorder-rlock,suppress", "-noreturn=example.com/corpus/store.Die"))
		if all := plain(byFrontEnd(t, dir)); len(want) >= len(all) {
			t.Errorf("nothing in %s shows whether settings arrive", name)
		}
		r := newNogoRun(t, nogo, dir)
		compare(t, "conclint", want, "nogo", r.analyse(t))
		if name != "corpus" {
			continue
		}

		// Bazel runs only those analyzers on other people's code that
		// declare facts. Those that need them find the same.
		got := r.analyse(t, "example.com/corpus/store")
		var rest []finding
		for _, f := range want {
			if !strings.HasPrefix(f.file(), "store/") {
				rest = append(rest, f)
			}
		}
		compare(t, "conclint outside store", rest, "nogo with only facts of store", got)

		// And it is the facts by which they do.
		r.forgetful = true
		for _, f := range r.analyse(t) {
			if f.where == "index/index.go:27:16" {
				t.Errorf("found without facts: %v", f)
			}
		}
	}
}
