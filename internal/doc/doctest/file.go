package doctest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
)

// std are the packages that examples may use without importing them. The last
// element of each path is its package's name.
var std = []string{
	"bytes", "context", "errors", "fmt", "io", "log", "maps", "math/rand", "net", "net/http", "os", "os/exec",
	"os/signal", "runtime", "slices", "sort", "strconv", "strings", "sync", "sync/atomic", "syscall", "testing",
	"time", "golang.org/x/sync/errgroup",
}

// File makes a whole Go file of an example: it adds the package clause and
// the imports of those of a fixed list of packages that the code uses and
// does not import by itself. A //go:build line that starts the code stays in
// front.
func File(code string) (string, error) {
	constraint := ""
	if first, rest, _ := strings.Cut(code, "\n"); strings.HasPrefix(first, "//go:build ") {
		constraint, code = first+"\n\n", rest
	}
	const clause = "package p\n"
	f, err := parser.ParseFile(token.NewFileSet(), "", clause+code, 0)
	if err != nil {
		return "", err
	}
	imports := ""
	for _, p := range missing(f) {
		imports += "import \"" + p + "\"\n"
	}
	return constraint + clause + imports + code, nil
}

// missing returns the paths in std that f uses and does not import.
func missing(f *ast.File) []string {
	unresolved := make(map[*ast.Ident]bool)
	for _, id := range f.Unresolved {
		unresolved[id] = true
	}
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		id, ok := sel.X.(*ast.Ident)
		if !ok || !unresolved[id] {
			return true
		}
		for _, p := range std {
			if path.Base(p) == id.Name && !imported(f, p) && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
		return true
	})
	slices.Sort(out)
	return out
}

func imported(f *ast.File, path string) bool {
	for _, spec := range f.Imports {
		if strings.Trim(spec.Path.Value, "\"`") == path {
			return true
		}
	}
	return false
}
