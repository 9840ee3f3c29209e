package driver

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// matcher reports whether the user asked for the findings of a unit.
type matcher func(Unit) bool

// localMatcher interprets the package patterns of a go command that runs in
// dir, without asking the go command. It succeeds for what people type nearly
// always: directories and import paths of the main modules. ok is false when
// any pattern may match other packages, or takes more than names to decide.
//
// Every unit of a main module tells its directory, and an import path of a
// main module is a directory below the module's root, so all matching is by
// directory.
func localMatcher(patterns []string, dir string, mains []module) (m matcher, ok bool) {
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	if namesFiles(patterns, dir) {
		// Files make up one package of their own, and nothing else can
		// be named beside them.
		return func(u Unit) bool { return u.Package() == filesPackage }, true
	}
	var matchers []func(dir string) bool
	for _, p := range patterns {
		abs, owner, ok := directoryPattern(p, dir, mains)
		if !ok {
			return nil, false
		}
		match := matchDirectory(abs)
		matchers = append(matchers, func(dir string) bool {
			// Directories, and with them wildcards, end where another
			// module of the workspace begins.
			return match(dir) && ownerOf(dir, mains) == owner
		})
	}
	return func(u Unit) bool {
		return slices.ContainsFunc(matchers, func(match func(string) bool) bool { return match(u.Dir) })
	}, true
}

// filesPackage is the go command's import path for a package made of files
// named on the command line.
const filesPackage = "command-line-arguments"

// namesFiles reports whether the patterns are Go files for a go command that
// runs in dir. Directories can have such names too.
func namesFiles(patterns []string, dir string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		if !strings.HasSuffix(p, ".go") {
			return false
		}
		if !filepath.IsAbs(p) {
			p = filepath.Join(dir, p)
		}
		info, err := os.Stat(p)
		return err != nil || !info.IsDir()
	})
}

// directoryPattern turns a pattern into one of absolute directories, with
// "..." where p has it, and finds the root of the main module that they are
// in. ok is false when p cannot be one, or can match packages that are not of a
// main module.
func directoryPattern(p, dir string, mains []module) (abs, owner string, ok bool) {
	if strings.ContainsAny(p, "@=") {
		return "", "", false
	}
	if isLocal(p) {
		abs = p
		if !filepath.IsAbs(abs) {
			abs = filepath.Join(dir, p)
		}
	} else if abs, ok = importDirectory(p, mains); !ok {
		return "", "", false
	}

	// The tree below the pattern's fixed part has to belong to a main
	// module; a directory with a go.mod of its own belongs to another one.
	fixed, _, wild := strings.Cut(abs, "...")
	fixed = filepath.Clean(fixed)
	if wild && !strings.HasSuffix(abs[:strings.Index(abs, "...")], string(filepath.Separator)) {
		fixed = filepath.Dir(fixed)
	}
	mod := findUp(fixed, "go.mod")
	i := slices.IndexFunc(mains, func(m module) bool { return filepath.Join(m.root, "go.mod") == mod })
	if i < 0 {
		return "", "", false
	}
	m := mains[i]
	switch {
	case m.path == "std" || m.path == "cmd":
		return "", "", false // standing in the standard library
	case wild && len(directive(m.text, "ignore")) > 0:
		return "", "", false // go.mod excludes directories from wildcards
	case slices.Contains(strings.Split(filepath.ToSlash(fixed[len(m.root):]), "/"), "vendor"):
		return "", "", false // a vendored module's
	}
	return abs, m.root, true
}

// ownerOf returns the root of the main module that a directory of a unit
// belongs to.
func ownerOf(dir string, mains []module) string {
	owner := ""
	for _, m := range mains {
		rest, ok := strings.CutPrefix(dir, m.root)
		if ok && (rest == "" || rest[0] == filepath.Separator) && len(m.root) > len(owner) {
			owner = m.root
		}
	}
	return owner
}

// isLocal reports whether a pattern names directories, not import paths.
func isLocal(p string) bool {
	slash := filepath.ToSlash(p)
	return slash == "." || slash == ".." || strings.HasPrefix(slash, "./") || strings.HasPrefix(slash, "../") || filepath.IsAbs(p)
}

// importDirectory converts a pattern of import paths of a main module. Modules
// may be nested in each other's paths without being so on disk, so the longest
// module path wins, and a module that requires one below its own path is left
// to the go command.
func importDirectory(p string, mains []module) (abs string, ok bool) {
	var best *module
	for i, m := range mains {
		if (p == m.path || strings.HasPrefix(p, m.path+"/")) && (best == nil || len(m.path) > len(best.path)) {
			best = &mains[i]
		}
	}
	if best == nil {
		return "", false
	}
	if strings.Contains(p, "...") {
		for _, m := range mains {
			if strings.Contains(m.text, best.path+"/") || m.path != best.path && strings.HasPrefix(m.path, best.path+"/") {
				return "", false
			}
		}
	}
	return filepath.Join(best.root, filepath.FromSlash(p[len(best.path):])), true
}

// matchDirectory returns a function that tells whether the go command, given
// the pattern, selects the package in a directory. Wildcards stay out of
// directories that begin with "." or "_" or are named testdata or vendor.
func matchDirectory(pattern string) func(dir string) bool {
	slash := filepath.ToSlash(pattern)
	before, _, wild := strings.Cut(slash, "...")
	if !wild {
		return func(dir string) bool { return dir == pattern }
	}
	expr := regexp.QuoteMeta(slash)
	expr = strings.ReplaceAll(expr, `\.\.\.`, `.*`)
	if rest, ok := strings.CutSuffix(expr, `/.*`); ok {
		expr = rest + `(/.*)?` // x/... matches x too
	}
	re, err := regexp.Compile("^(?:" + expr + ")$")
	if err != nil {
		return func(string) bool { return false } // not valid UTF-8: no import path either
	}
	// The walk begins in the directory that the fixed part names; only what
	// lies below it can be left out.
	top := before[:strings.LastIndexByte(before, '/')+1]
	return func(dir string) bool {
		name := filepath.ToSlash(dir)
		if !re.MatchString(name) {
			return false
		}
		below := strings.TrimPrefix(name+"/", top)
		return !slices.ContainsFunc(strings.Split(strings.TrimSuffix(below, "/"), "/"), leftOut)
	}
}

func leftOut(element string) bool {
	return strings.HasPrefix(element, ".") || strings.HasPrefix(element, "_") || element == "testdata" || element == "vendor"
}
