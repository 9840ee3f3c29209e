package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/conclint/conclint/internal/eval/lay"
)

// fixture is one fixture of an analyzer: a directory of a GOPATH tree, or an
// archive with a module.
type fixture struct {
	pass string // the analyzer's directory, such as "copylock"
	root string // of the tree
	path string // below root
}

// name identifies a fixture in the output and the ledger.
func (f fixture) name() string { return f.pass + "/" + f.path }

// legacy are the analyzers whose GOPATH fixtures expect what was right before
// Go 1.22, as these say themselves.
var legacy = []string{"loopclosure"}

// suite is a module with the analyzers in it whose fixtures are read.
type suite struct {
	module string
	dir    string // in the module: its analyzers' directories
	src    string // in an analyzer's directory: the GOPATH tree, or what is as good
	passes []string
}

// fixtures lists the suite's fixtures. The module lies in dir.
func (s suite) fixtures(dir string) ([]fixture, error) {
	var out []fixture
	for _, pass := range s.passes {
		src := filepath.Join(dir, filepath.FromSlash(s.dir), pass, filepath.FromSlash(s.src))
		entries, err := os.ReadDir(src)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if !e.IsDir() || isStub(e.Name()) {
				continue
			}
			archives, err := filepath.Glob(filepath.Join(src, e.Name(), "*.txtar"))
			if err != nil {
				return nil, err
			}
			for _, a := range archives {
				out = append(out, fixture{pass, src, e.Name() + "/" + filepath.Base(a)})
			}
			if len(archives) == 0 {
				out = append(out, fixture{pass, src, e.Name()})
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no fixtures below %s", dir)
	}
	return out, nil
}

// isStub reports whether a directory of a GOPATH tree holds what fixtures
// import, and no fixture: its name is a domain's.
func isStub(name string) bool { return strings.Contains(name, ".") }

// layOut lays the fixture out as a module in dst, and returns how many wanted
// lines did not make it.
func (f fixture) layOut(dst string) (lost int, err error) {
	src := filepath.Join(f.root, filepath.FromSlash(f.path))
	if strings.HasSuffix(f.path, ".txtar") {
		return 0, layOutArchive(dst, src)
	}
	goVersion := "1.26"
	if slices.Contains(legacy, f.pass) {
		goVersion = "1.21"
	}
	stubs, err := f.stubs()
	if err != nil {
		return 0, err
	}
	rest := ""
	imports := make(map[string]string)
	for _, s := range stubs {
		// The stub's package is its module's only one.
		if err := lay.Module(filepath.Join(dst, "stubs", s), s, goVersion, ""); err != nil {
			return 0, err
		}
		if err := copyTree(filepath.Join(dst, "stubs", s), filepath.Join(f.root, s)); err != nil {
			return 0, err
		}
		imports[s] = filepath.Join(dst, "stubs", s)
		rest += fmt.Sprintf("\nrequire %s v0.0.0\n\nreplace %[1]s => ./stubs/%[1]s\n", s)
	}
	if err := lay.Module(dst, "fixture", goVersion, rest); err != nil {
		return 0, err
	}
	if err := copyTree(filepath.Join(dst, "src"), src); err != nil {
		return 0, err
	}
	return mend(filepath.Join(dst, "src"), imports)
}

// layOutArchive unpacks an archive, which has a go.mod of its own.
func layOutArchive(dst, src string) error {
	archive, err := txtar.ParseFile(src)
	if err != nil {
		return err
	}
	for _, f := range archive.Files {
		if err := lay.File(filepath.Join(dst, filepath.FromSlash(f.Name)), f.Data); err != nil {
			return err
		}
	}
	return nil
}

// stubs returns the import paths of the packages that stand beside the
// fixture for its imports.
func (f fixture) stubs() ([]string, error) {
	var out []string
	err := filepath.WalkDir(f.root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(p) != ".go" {
			return err
		}
		rel, err := filepath.Rel(f.root, filepath.Dir(p))
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if first, _, _ := strings.Cut(rel, "/"); isStub(first) && !slices.Contains(out, rel) {
			out = append(out, rel)
		}
		return nil
	})
	return out, err
}

// copyTree copies the plain files of src to dst, without Go files that do not
// parse: x/tools has such a one, unnoticed because of its build tag. (The
// files of the module cache are read-only, and os.CopyFS would keep that.)
func copyTree(dst, src string) error {
	return filepath.WalkDir(src, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(src, p)
		if err != nil {
			return err
		}
		if filepath.Ext(p) == ".go" {
			if _, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution); err != nil {
				fmt.Printf("left out: %v\n", err)
				return nil
			}
		}
		return lay.Copy(filepath.Join(dst, rel), p)
	})
}
