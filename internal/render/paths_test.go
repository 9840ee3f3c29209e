package render

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRoot(t *testing.T) {
	top := resolve(t.TempDir())
	for _, dir := range []string{"repo/.git", "repo/mod/sub", "work/mod/sub", "mod/sub", "none/sub"} {
		if err := os.MkdirAll(filepath.Join(top, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"repo/mod/go.mod", "work/go.work", "work/mod/go.mod", "mod/go.mod"} {
		if err := os.WriteFile(filepath.Join(top, file), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for dir, want := range map[string]string{
		"repo/mod/sub": "repo",
		"repo":         "repo",
		"work/mod/sub": "work",
		"mod/sub":      "mod",
		"none/sub":     "none/sub",
	} {
		if got := Root(filepath.Join(top, dir)); got != filepath.Join(top, want) {
			t.Errorf("Root(%s) = %s, want %s", dir, got, want)
		}
	}
	link := filepath.Join(top, "link")
	if err := os.Symlink(filepath.Join(top, "repo", "mod"), link); err != nil {
		t.Skip(err)
	}
	if got := Root(link); got != filepath.Join(top, "repo") {
		t.Errorf("Root(link) = %s, want that of where the link leads", got)
	}
	r := &Report{Cwd: link, Root: Root(link)}
	if err := os.WriteFile(filepath.Join(link, "a.go"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if got, _ := r.uri("a.go"); got != "mod/a.go" {
		t.Errorf("a.go behind the link is %s, want mod/a.go", got)
	}
}

func TestURI(t *testing.T) {
	r := &Report{Cwd: "/home/u/repo/sub", Root: "/home/u/repo"}
	for file, want := range map[string]string{
		"a.go":              "sub/a.go",
		"../b.go":           "b.go",
		"/home/u/repo/c.go": "c.go",
		"a file.go":         "sub/a%20file.go",
		"é#?%.go":           "sub/%C3%A9%23%3F%25.go",
		"../x:y.go":         "./x:y.go",
		"../..x/d.go":       "..x/d.go",
		"../../e f.go":      "file:///home/u/e%20f.go",
		"/usr/lib/go/g.go":  "file:///usr/lib/go/g.go",
	} {
		if got, relative := r.uri(file); got != want || relative == strings.HasPrefix(got, "file:") {
			t.Errorf("uri(%s) = %s (%v), want %s", file, got, relative, want)
		}
	}
}
