package render

import (
	"slices"
	"testing"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/swimlane"
)

func TestFunction(t *testing.T) {
	r := withFiles(map[string]string{
		"a.go": "package a\nfunc f() {\n\tgo func() {\n\t\tx()\n\t}()\n}\nfunc (t *T[K]) m() { x() }\nfunc (T) n() { x() }\nvar v = func() { x() }\nfunc broken( {\n",
		"b.y":  "%{ not Go",
	})
	for _, test := range []struct {
		pos  driver.Position
		want string
	}{
		{at("a.go", 3, 2), "f"},
		{at("a.go", 4, 3), "f, literal in line 3"},
		{at("a.go", 7, 23), "(*T).m"},
		{at("a.go", 8, 16), "T.n"},
		{at("a.go", 9, 18), "literal in line 9"},
		{at("a.go", 1, 1), ""},
		{at("a.go", 99, 1), ""},
		{at("a.go", 0, 0), ""},
		{at("b.y", 1, 1), ""},
		{at("none.go", 1, 1), ""},
		{driver.Position{}, ""},
	} {
		if got := r.function(test.pos); got != test.want {
			t.Errorf("%v is in %q, want %q", test.pos, got, test.want)
		}
	}
}

func TestCases(t *testing.T) {
	r := withFiles(map[string]string{"a.go": `package a
func f() {
	select {
	case v := <-s.in:
	case out <- 1:
	case <-ctx.Done():
	case (<-p.q):
	default:
	}
	<-c
}
`})
	want := []swimlane.Case{{Channel: "s.in"}, {Channel: "out", Send: true}, {Channel: "ctx.Done()"}, {Channel: "p.q"}}
	if got := r.cases(at("a.go", 3, 2)); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, pos := range []driver.Position{at("a.go", 10, 2), at("b.go", 1, 1), {}} {
		if got := r.cases(pos); got != nil {
			t.Errorf("%v has cases %v", pos, got)
		}
	}
}
