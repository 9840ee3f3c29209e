package render

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Root returns the directory to which paths are relative in reports for
// services that know the repository: the one with the repository's .git, or
// else that of the workspace or module, at or above dir. Without any of them it
// is dir.
func Root(dir string) string {
	dir = resolve(dir)
	for _, name := range []string{".git", "go.work", "go.mod"} {
		for at := dir; ; at = filepath.Dir(at) {
			if _, err := os.Stat(filepath.Join(at, name)); err == nil {
				return at
			}
			if at == filepath.Dir(at) {
				break
			}
		}
	}
	return dir
}

// resolve follows symbolic links, as version control does, where there are
// any.
func resolve(name string) string {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	return filepath.Clean(name)
}

// rooted returns a file's name relative to the root, with forward slashes. For a
// file elsewhere it returns the absolute name and false.
func (r *Report) rooted(file string) (name string, ok bool) {
	if !filepath.IsAbs(file) {
		file = filepath.Join(r.Cwd, file)
	}
	real, known := r.resolved[file]
	if !known {
		real = resolve(file)
		if r.resolved == nil {
			r.resolved = make(map[string]string)
		}
		r.resolved[file] = real
	}
	file = real
	rel, err := filepath.Rel(r.Root, file)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(file), false
	}
	return filepath.ToSlash(rel), true
}

// uri returns a file's name as a URI, relative if it is below the root.
func (r *Report) uri(file string) (uri string, relative bool) {
	name, ok := r.rooted(file)
	if ok {
		return (&url.URL{Path: name}).String(), true
	}
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // C:/x
	}
	return (&url.URL{Scheme: "file", Path: name}).String(), false
}
