package driver

import (
	"path"
	"slices"
	"strings"
)

// root is a package that the user named, as go list sees it.
type root struct {
	dir      string
	internal bool // has tests in the same package
	external bool // has tests in a package of their own
	err      string
	deps     []string
}

// collectRoots sorts out what go list -e -test printed: the packages
// that the patterns matched, each with all its variants taken together, by
// import path.
func collectRoots(pkgs []listed) map[string]*root {
	roots := make(map[string]*root)
	for _, p := range pkgs {
		if p.ForTest == "" && !isTestMain(p) {
			roots[p.ImportPath] = &root{dir: p.Dir}
		}
	}
	for _, p := range pkgs {
		name := p.ImportPath
		if p.ForTest != "" {
			name = p.ForTest
		}
		r := roots[name]
		base, _, isVariant := strings.Cut(p.ImportPath, " [")
		if r == nil || isVariant && base != name && base != name+"_test" {
			continue // the main package of a test
		}
		r.internal = r.internal || isVariant && base == name
		r.external = r.external || isVariant && base != name
		if r.err == "" {
			r.err = loadError(p)
		}
		for _, d := range p.Deps {
			d, _, _ = strings.Cut(d, " [")
			r.deps = append(r.deps, d)
		}
	}
	for _, r := range roots {
		slices.Sort(r.deps)
		r.deps = slices.Compact(r.deps)
	}
	return roots
}

// isTestMain reports whether p is the main package that go test generates.
func isTestMain(p listed) bool {
	return p.Name == "main" && strings.HasSuffix(p.ImportPath, ".test") && path.Base(p.ImportPath) != ".test"
}

// loadError returns why the go command would not begin to analyse p, in one
// line, or "".
func loadError(p listed) string {
	e := p.Error
	if e == nil && len(p.DepsErrors) > 0 {
		e = p.DepsErrors[0]
	}
	if e == nil {
		return ""
	}
	text := firstSentence([]byte(e.Err), "it cannot be loaded")
	if strings.HasPrefix(text, "import cycle not allowed") {
		text += ": " + strings.Join(e.ImportStack, " imports ")
	}
	if e.Pos != "" && !strings.HasPrefix(text, e.Pos) {
		text = e.Pos + ": " + text
	}
	return text
}

// explain adds to failures each root that the tool did not finish, and why,
// as far as standard error tells.
func explain(roots map[string]*root, units []unitOutput, stderr string, toUser func(string) string, failures map[string]string) {
	blocks, rest := readErrors(stderr)
	reasons := make(map[string]string)
	for _, b := range blocks {
		if reasons[b.pkg] == "" {
			reasons[b.pkg] = b.message(toUser)
		}
	}
	for name, r := range roots {
		if failures[name] != "" {
			continue
		}
		if why := cmpReason(reasons, name, name+"_test"); why != "" {
			failures[name] = why
			continue
		}
		if r.finished(name, units) {
			continue
		}
		why := "go vet does not say why"
		if i := slices.IndexFunc(r.deps, func(d string) bool { return reasons[d] != "" }); i >= 0 {
			why = "it depends on " + r.deps[i] + ", which has errors: " + reasons[r.deps[i]]
		} else if len(rest) > 0 {
			why = relocate(firstSentence([]byte(strings.Join(rest, "\n")), why), toUser)
		}
		failures[name] = why
	}
}

func cmpReason(reasons map[string]string, names ...string) string {
	for _, n := range names {
		if why := reasons[n]; why != "" {
			return why
		}
	}
	return ""
}

// finished reports whether the tool has printed all units of a root.
func (r *root) finished(name string, units []unitOutput) bool {
	has := func(id string, tests ...Tests) bool {
		return slices.ContainsFunc(units, func(u unitOutput) bool {
			return u.ID == id && (slices.Contains(tests, u.Tests))
		})
	}
	switch {
	case r.internal && !has(name, Internal):
		return false
	case !r.internal && !has(name, NoTests) && !(r.external && has(name+"_test", External)):
		return false
	case r.external && !has(name+"_test", External):
		return false
	}
	return true
}
