package edit_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/edit"
)

// parse returns the statements of a function, and a pass that can read them.
func parse(t *testing.T, body string) ([]ast.Stmt, *analysis.Pass) {
	t.Helper()
	src := "package p\nfunc f() {\n" + body + "\n}\n"
	pass := &analysis.Pass{Fset: token.NewFileSet(), ReadFile: func(string) ([]byte, error) { return []byte(src), nil }}
	file, err := parser.ParseFile(pass.Fset, "p.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return edit.Statements(file.Decls[0].(*ast.FuncDecl).Body), pass
}

func TestLine(t *testing.T) {
	for _, test := range []struct {
		body, text, indent string
		ok                 bool
		left               string // of the line behind the statement, if its end is found
	}{
		{"\tx()", "x()", "\t", true, ""},
		{"\tx() // why", "x()", "\t", true, " // why"},
		{"\tx() // why\r", "x()", "\t", true, " // why"},
		{" \t x(\n1)", "x(\n1)", " \t ", true, ""},
		{"x()", "x()", "", true, ""},
		{"/* why */ x()", "", "", false, ""},
		{"\tx() /* why */; y()", "x()", "\t", true, "none"},
	} {
		list, pass := parse(t, test.body)
		text, indent, ok := edit.Line(pass, list[0])
		if text != test.text || indent != test.indent || ok != test.ok {
			t.Errorf("%q: %q, %q, %t", test.body, text, indent, ok)
		}
		want := list[0].End() + token.Pos(len(test.left))
		if test.left == "none" {
			want = token.NoPos
		}
		if got := edit.EndOfLine(pass, list[0].End()); got != want {
			t.Errorf("%q: the line ends at %d, want %d", test.body, got, want)
		}
	}
}

func TestUnreadable(t *testing.T) {
	list, pass := parse(t, "\tx()")
	for name, read := range map[string]func(string) ([]byte, error){
		"none":    nil,
		"error":   func(string) ([]byte, error) { return nil, errors.New("gone") },
		"shorter": func(string) ([]byte, error) { return []byte("package p"), nil },
	} {
		pass.ReadFile = read
		if _, _, ok := edit.Line(pass, list[0]); ok {
			t.Errorf("%s: there is a line", name)
		}
		if pos := edit.EndOfLine(pass, list[0].End()); pos.IsValid() {
			t.Errorf("%s: the line ends at %d", name, pos)
		}
	}
}
