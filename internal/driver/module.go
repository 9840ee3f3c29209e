package driver

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// module is a main module of the build: the one the user stands in, or one
// that the workspace uses.
type module struct {
	root string // absolute directory of its go.mod
	path string
	text string // of its go.mod
}

// mainModules finds the main modules for a go command that runs in dir, with
// no help of the go command, whose start costs more than all the rest of a
// warm run. It is empty when there is none, or when finding out takes more
// than a look at go.mod and go.work.
func mainModules(dir string, getenv func(string) string) []module {
	if getenv("GO111MODULE") == "off" {
		return nil
	}
	work := workspace(dir, getenv)
	if work == "" {
		mod := findUp(dir, "go.mod")
		if mod == "" {
			return nil
		}
		m, ok := readModule(filepath.Dir(mod))
		if !ok {
			return nil
		}
		return []module{m}
	}
	text, err := os.ReadFile(work)
	if err != nil {
		return nil
	}
	var modules []module
	for _, use := range directive(string(text), "use") {
		if !filepath.IsAbs(use) {
			use = filepath.Join(filepath.Dir(work), use)
		}
		m, ok := readModule(filepath.Clean(use))
		if !ok {
			return nil
		}
		modules = append(modules, m)
	}
	return modules
}

// Root returns the directory of the go.work in effect if dir is below it, or
// else that of the module that dir is in. It is "" when there is neither.
func Root(dir string, getenv func(string) string) string {
	if getenv("GO111MODULE") == "off" {
		return ""
	}
	if work := workspace(dir, getenv); work != "" {
		root := filepath.Dir(work)
		if rel, err := filepath.Rel(root, dir); err == nil && filepath.IsLocal(rel) {
			return root
		}
	}
	if mod := findUp(dir, "go.mod"); mod != "" {
		return filepath.Dir(mod)
	}
	return ""
}

// workspace returns the name of the go.work file in effect, or "".
func workspace(dir string, getenv func(string) string) string {
	switch work := getenv("GOWORK"); work {
	case "off":
		return ""
	case "":
		return findUp(dir, "go.work")
	default:
		return work
	}
}

// hasModule reports whether a go command in dir has any main module.
func hasModule(dir string, getenv func(string) string) bool {
	return getenv("GO111MODULE") == "off" || workspace(dir, getenv) != "" || findUp(dir, "go.mod") != ""
}

func readModule(root string) (module, bool) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return module{}, false
	}
	path := directive(string(text), "module")
	if len(path) != 1 {
		return module{}, false
	}
	return module{root: root, path: path[0], text: string(text)}, true
}

// findUp returns the named file in dir or the closest directory above it, or
// "" when there is none.
func findUp(dir, name string) string {
	for {
		file := filepath.Join(dir, name)
		if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return file
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// directive returns the first argument of each directive with the given verb
// in a go.mod or go.work file, whether it is written alone or in a block.
func directive(text, verb string) []string {
	var args []string
	inBlock := false
	for line := range strings.Lines(text) {
		fields := tokens(line)
		switch {
		case len(fields) == 0:
		case inBlock && fields[0] == ")":
			inBlock = false
		case inBlock:
			args = append(args, fields[0])
		case fields[0] == verb && len(fields) == 2 && fields[1] == "(":
			inBlock = true
		case fields[0] == verb && len(fields) >= 2:
			args = append(args, fields[1])
		}
	}
	return args
}

// tokens splits a line of a go.mod or go.work file, without its comment. In
// quotes there can be spaces.
func tokens(line string) []string {
	var list []string
	for {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			return list
		}
		if quoted, err := strconv.QuotedPrefix(line); err == nil {
			if text, err := strconv.Unquote(quoted); err == nil {
				list, line = append(list, text), line[len(quoted):]
				continue
			}
		}
		end := len(line)
		if i := strings.IndexFunc(line, unicode.IsSpace); i >= 0 {
			end = i
		}
		if i := strings.Index(line, "//"); i >= 0 {
			end = min(end, i)
		}
		list, line = append(list, line[:end]), line[end:]
	}
}

// InMainModule returns a function that reports whether a file, named from the
// current directory, belongs to a main module of a go command that runs in dir,
// and is not vendored. Where the main modules are hard to find, none does.
func InMainModule(dir string, getenv func(string) string) func(file string) bool {
	var roots []string
	for _, m := range mainModules(dir, getenv) {
		if root, err := filepath.EvalSymlinks(m.root); err == nil {
			roots = append(roots, root)
		}
	}
	return func(file string) bool {
		file, err := filepath.Abs(file)
		if err != nil {
			return false
		}
		mod := findUp(filepath.Dir(file), "go.mod")
		if mod == "" {
			return false
		}
		root, err := filepath.EvalSymlinks(filepath.Dir(mod))
		if err != nil || !slices.Contains(roots, root) {
			return false
		}
		rel, err := filepath.Rel(filepath.Dir(mod), file)
		return err == nil && !slices.Contains(strings.Split(filepath.ToSlash(rel), "/"), "vendor")
	}
}
