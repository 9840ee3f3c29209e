package suppress_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/scope"
	"github.com/conclint/conclint/internal/suppress"
)

// parse returns a file's directives and the position of the first byte of each
// of its lines, from 1.
func parse(t *testing.T, src string) (*suppress.Directives, []token.Pos) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	lines := []token.Pos{token.NoPos}
	for n := range fset.File(f.Package).LineCount() {
		lines = append(lines, fset.File(f.Package).LineStart(n+1))
	}
	return suppress.Parse(fset, []*ast.File{f}), lines
}

// The directives are about the lines that want has, by the directive's name.
func TestLines(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"package p\n\nvar a int //nolint:x // y\nvar b int\n", "x:3"},
		{"package p\n\n//nolint:x // y\nvar a int\n\nvar b int\n", "x:3-4"},
		{"package p\n\n// A is.\n//nolint:x // y\n//nolint:z // y\nfunc a() {\n\n}\n", "x:4-8 z:5-8"},
		{"package p\n\n//nolint:x // y\n\nfunc a() {\n}\n", "x:3"},
		{"//nolint:x // y\npackage p\n\nvar a int\n", "x:1-4"},
		{"package p\n\nfunc f() {\n\t//nolint:x // y\n\tif a {\n\t\tf()\n\t} else {\n\t\tf()\n\t}\n}\n", "x:4-9"},
		{"package p\n\nfunc f() { //nolint:x // y\n\tf()\n} //nolint:z // y\nvar a int\n", "x:3 z:5"},
		{"package p\n\nfunc f() {\n\tswitch {\n\t//nolint:x // y\n\tcase a:\n\t\tf()\n\tcase b:\n\t}\n}\n", "x:5-7"},
		{"package p\n\nvar a int //lint:ignore x y\nvar b int\n", "x:3"},
		{"package p\n\n//lint:ignore x y\n//lint:ignore z y\nfunc a() {\n}\n", "x:5 z:5"},
		{"package p\n\nvar a int\n\n//lint:file-ignore x y\n", "x:1-5"},
		{"package p\n\n//line b.go:1\nvar a int //nolint:x // y\n", "x:4"},
		{"package p\r\n\r\n//nolint:x // y\r\nvar a int\r\n", "x:3-4"},
	} {
		ds, lines := parse(t, test.src)
		from, to := make(map[string]int), make(map[string]int)
		for n, pos := range lines {
			ds.Names(pos, func(_ *suppress.Directive, name string) {
				if from[name] == 0 {
					from[name] = n
				}
				to[name] = n
			})
		}
		var got []string
		for _, d := range ds.All() {
			name := d.Names[0]
			lines := fmt.Sprintf("%s:%d", name, from[name])
			if to[name] > from[name] {
				lines += fmt.Sprintf("-%d", to[name])
			}
			got = append(got, lines)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s\nis about %s, want %s", test.src, got, test.want)
		}
	}
}

func TestText(t *testing.T) {
	for _, test := range []struct {
		text, says, reason string
		working            bool
	}{
		{"//nolint:a,B , a // why // not", "//nolint:a+b", "why // not", true},
		{"// nolint:a", "//nolint:a", "", true},
		{"//nolint", "//nolint:", "", true},
		{"//nolint // why", "//nolint:", "why", true},
		{"//nolint:a because", "//nolint:a because", "", true},
		{"//nolinter:a // why", "", "", false},
		{"/*nolint:a*/", "", "", false},
		{"//lint:ignore a,SA* why not", "//lint:ignore a+SA*", "why not", true},
		{"//lint:ignore a", "//lint:ignore a", "", false},
		{"//lint:file-ignore a why", "//lint:file-ignore a", "why", true},
		{"//lint:ignore", "", "", false},
		{"// lint:ignore a why", "", "", false},
		{"//lint:ignored a why", "", "", false},
	} {
		ds, _ := parse(t, "package p\n\n"+test.text+"\n")
		if len(ds.All()) == 0 {
			if test.says != "" {
				t.Errorf("%s is no directive", test.text)
			}
			continue
		}
		d := ds.All()[0]
		says := d.Says(strings.Join(d.Names, "+"))
		if says != test.says || d.Reason != test.reason || d.Working() != test.working {
			t.Errorf("%s: %q, reason %q, working %v, want %q, %q, %v", test.text, says, d.Reason, d.Working(), test.says, test.reason, test.working)
		}
	}
}

func TestCovers(t *testing.T) {
	for name, want := range map[string]bool{
		"": true, "all": true, "conclint": true, "lockorder": true, "lockorder-cycle": true, "lockorder-*": true, "*": true,
		"sa2001": false, "lock": false, "lockorder-double": false, "[": false,
	} {
		if got := suppress.Covers(name, "lockorder", "lockorder-cycle"); got != want {
			t.Errorf("Covers(%q) = %v", name, got)
		}
	}
	for name, want := range map[string]bool{"": false, "all": false, "conclint": false, "suppress": true, "suppress-unused": true} {
		if got := suppress.Covers(name, "suppress", "suppress-unused"); got != want {
			t.Errorf("Covers(%q) = %v of what is said about directives", name, got)
		}
	}
	if !suppress.Covers("sa2001", "SA2001", "SA2001") {
		t.Error("golangci-lint does not tell upper from lower case")
	}
}

// What golangci-lint looks after itself is not looked at.
func TestHostNolint(t *testing.T) {
	const src = "package p\n\nvar a int //nolint:conclint,lockorder,all // y\n//lint:ignore conclint y\n"
	names := func() (out []string) {
		ds, lines := parse(t, src)
		for _, pos := range lines {
			ds.Names(pos, func(_ *suppress.Directive, name string) { out = append(out, name) })
		}
		return out
	}
	if got := names(); !slices.Equal(got, []string{"conclint", "lockorder", "all"}) {
		t.Errorf("names %q", got)
	}
	scope.HostNolint = true
	defer func() { scope.HostNolint = false }()
	if got := names(); !slices.Equal(got, []string{"lockorder"}) {
		t.Errorf("names %q where the driver obeys //nolint", got)
	}
}
