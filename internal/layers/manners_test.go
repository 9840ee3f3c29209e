package layers

import (
	"go/ast"
	"go/token"
	"slices"
	"testing"
)

// allowed says where a construct may be used that is used nowhere else, below
// the directories listed. What is not listed is allowed nowhere.
var allowed = map[string][]string{
	// A panic of our own must not lose the findings on other packages. It is
	// caught where the model enters our code, and where a pass does.
	"recover": {"internal/model", "internal/report"},
	// Drivers run analyzers in parallel already.
	"go": {"cmd/conclint"},
	// golangci-lint learns of a plugin only from the package's initialisation.
	"init": {"plugin/golangci"},
	// Only a command may end the process.
	"os.Exit": {"cmd/conclint", "internal/eval"},
}

func TestManners(t *testing.T) {
	recovers := make(map[string]int)
	for _, s := range sources(t) {
		for _, use := range uses(s.file) {
			if use.what == "recover" {
				recovers[s.pkg]++
			}
			if !slices.ContainsFunc(allowed[use.what], func(dir string) bool { return within(s.pkg, dir) }) {
				t.Errorf("%s: no %s here", s.fset.Position(use.pos), use.what)
			}
		}
	}
	for pkg, n := range recovers {
		if n > 1 {
			t.Errorf("package %s recovers in %d places: one is enough", pkg, n)
		}
	}
}

// use is the use of a construct that not all may use.
type use struct {
	what string
	pos  token.Pos
}

// uses finds functions named init, calls of panic, recover, os.Exit and
// log.Fatal, and go statements.
func uses(file *ast.File) []use {
	var out []use
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				out = append(out, use{"init", n.Pos()})
			}
		case *ast.GoStmt:
			out = append(out, use{"go", n.Pos()})
		case *ast.CallExpr:
			switch name := callee(n.Fun); name {
			case "panic", "recover", "os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln":
				out = append(out, use{name, n.Pos()})
			}
		}
		return true
	})
	return out
}

// callee returns the name of a called function, with the package's in front.
func callee(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return x.Name + "." + e.Sel.Name
		}
	}
	return ""
}
