package driver

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// writeTree writes files with the given contents below a new directory.
func writeTree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func noEnv(string) string { return "" }

// TestPatternsLikeGo compares the interpretation of patterns with the go
// command's, on every directory that has Go files.
func TestPatternsLikeGo(t *testing.T) {
	files := map[string]string{
		"go.work":           "go 1.26\n\nuse ./m\nuse ./m/nested\n",
		"m/go.mod":          "module example.com/m\n\ngo 1.26\n",
		"m/nested/go.mod":   "module example.com/m/nested\n\ngo 1.26\n",
		"m/nested/n.go":     "package nested\n",
		"m/nested/sub/n.go": "package sub\n",
	}
	dirs := []string{".", "a", "a/b", "a/bc", "ab", "_c", "_c/d", ".e", ".e/f", "testdata", "testdata/g", "a/testdata/h", "a/_i", "x.y", "vendored"}
	for _, d := range dirs {
		files["m/"+d+"/p.go"] = "package p\n"
	}
	root := filepath.Join(writeTree(t, files), "m")
	nested := []string{"nested", "nested/sub"}

	alone := []patternTest{
		{".", ""}, {".", "."}, {".", "./..."}, {".", "./a"}, {".", "./a/"}, {".", "./a/..."}, {".", "./a..."},
		{".", "./a/b..."}, {".", "./.../b"}, {".", "./...b"}, {".", "./_c"}, {".", "./_c/d"}, {".", "./_c/d/..."},
		{".", "./testdata/g/..."}, {".", "./a/testdata/h"}, {".", "./x.y"}, {".", "./a/../ab"}, {".", "./a ./ab"},
		{".", "example.com/m"}, {".", "example.com/m/..."}, {".", "example.com/m/a"}, {".", "example.com/m/a/..."},
		{".", "example.com/m/a..."}, {".", "example.com/m/.../b"},
		{"a", ""}, {"a", "./..."}, {"a", ".."}, {"a", "../..."}, {"a", "../ab"}, {"a", "example.com/m/ab"},
		{"_c", "./d"}, {".", root + "/a"}, {".", root + "/a/..."},
	}
	for _, test := range alone {
		test.likeGo(t, root, "off", dirs)
	}
	for _, test := range []patternTest{{"nested", "./..."}, {"nested", "example.com/m/nested/..."}, {"nested", "."}} {
		test.likeGo(t, root, "off", nested)
	}
	work := filepath.Join(root, "..", "go.work")
	for _, test := range []patternTest{
		{".", "./..."}, {".", "./nested/..."}, {".", "./nested/sub"}, {".", "."}, {"nested", "./..."}, {"nested", "../a"},
		{"a", "../..."}, {".", "./... ./nested"}, {"..", "./m/..."}, {"..", "./m/nested"},
		{"nested", "example.com/m/nested/..."}, {".", "example.com/m/nested/sub"},
	} {
		test.likeGo(t, root, work, append(nested, dirs...))
	}
}

// patternTest is a directory below root and the patterns given there.
type patternTest struct{ cwd, patterns string }

// likeGo compares which of dirs the patterns match with what go list says.
func (test patternTest) likeGo(t *testing.T, root, work string, dirs []string) {
	t.Helper()
	cwd := filepath.Join(root, test.cwd)
	patterns := strings.Fields(test.patterns)
	match, ok := localMatcher(patterns, cwd, mainModules(cwd, func(name string) string {
		if name == "GOWORK" {
			return work
		}
		return ""
	}))
	if !ok {
		t.Errorf("in %s, %q is left to the go command", test.cwd, test.patterns)
		return
	}
	var got []string
	for _, d := range dirs {
		if d := filepath.Join(root, d); match(Unit{ID: "p", Dir: d}) {
			got = append(got, d)
		}
	}
	cmd := exec.Command("go", append([]string{"list", "-e", "-f", "{{.Dir}}"}, patterns...)...)
	cmd.Dir = cwd
	cmd.Env = append(os.Environ(), "PWD="+cwd, "GOWORK="+work, "GOFLAGS=", "GO111MODULE=")
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("in %s, go list %s: %v", test.cwd, test.patterns, err)
		return
	}
	want := strings.Fields(string(out))
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("in %s, %q matches\n%q\nbut go list says\n%q", test.cwd, test.patterns, got, want)
	}
}

func TestPatternsForGo(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"m/go.mod":        "module example.com/m\n\nrequire example.com/m/sub v1.0.0\n",
		"ignoring/go.mod": "module example.com/i\n\nignore (\n\t./x\n)\n",
		"std/go.mod":      "module std\n",
		"m/vendor/v/v.go": "package v\n",
		"m/in/go.mod":     "module example.com/in\n",
		"none/p.go":       "package p\n",
	})
	for _, test := range []struct{ cwd, pattern string }{
		{"m", "std"}, {"m", "all"}, {"m", "cmd"}, {"m", "fmt"}, {"m", "work"}, {"m", "example.com/other"},
		{"m", "example.com/m/..."}, // may be packages of example.com/m/sub
		{"m", "example.com/mm"}, {"m", "./a@v1"}, {"m", "./vendor/v"}, {"m", "./in"}, {"m", "./in/..."},
		{"m", "../none"}, {"ignoring", "./..."}, {"std", "./..."}, {"none", "."}, {"none", "./..."},
	} {
		cwd := filepath.Join(dir, test.cwd)
		if _, ok := localMatcher([]string{test.pattern}, cwd, mainModules(cwd, noEnv)); ok {
			t.Errorf("in %s, %q is not left to the go command", test.cwd, test.pattern)
		}
	}
	if _, ok := localMatcher([]string{"."}, filepath.Join(dir, "ignoring"), mainModules(filepath.Join(dir, "ignoring"), noEnv)); !ok {
		t.Error("ignore directives concern wildcards only")
	}
}

func TestFilePatterns(t *testing.T) {
	match, ok := localMatcher([]string{"a.go", "b.go"}, "/m", nil)
	if !ok || !match(Unit{ID: filesPackage}) || match(Unit{ID: "m", Dir: "/m"}) {
		t.Error("files are not recognised as a package of their own")
	}
}

func TestMainModules(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"go.work":      "go 1.26\n\nuse ./one // the first\nuse (\n\t\"./two\"\n)\n",
		"one/go.mod":   "module example.com/one\n",
		"two/go.mod":   "module \"example.com/two\" // quoted\n",
		"three/go.mod": "module example.com/three\n",
	})
	paths := func(cwd, env string) string {
		var list []string
		for _, m := range mainModules(filepath.Join(dir, cwd), func(name string) string {
			value, _ := strings.CutPrefix(env, name+"=")
			if value == env {
				return ""
			}
			return value
		}) {
			list = append(list, m.path)
		}
		return strings.Join(list, " ")
	}
	for _, test := range []struct{ cwd, env, want string }{
		{".", "", "example.com/one example.com/two"},
		{"one", "", "example.com/one example.com/two"},
		{"three", "GOWORK=off", "example.com/three"},
		{"three", "GO111MODULE=off", ""},
		{".", "GOWORK=off", ""},
		{"one", "GOWORK=" + filepath.Join(dir, "nowhere"), ""},
	} {
		if got := paths(test.cwd, test.env); got != test.want {
			t.Errorf("in %s with %q: %q, want %q", test.cwd, test.env, got, test.want)
		}
	}
}
