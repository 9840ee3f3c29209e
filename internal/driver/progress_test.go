package driver

import (
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func TestWatcher(t *testing.T) {
	const printed = `{"conclint:unit":{"id":"m/a","dir":"/m/a","tests":"internal"}}
{}
{"conclint:unit":{"id":"m/a_test","dir":"/m/a","tests":"external"}}
{
	"m/a": {
		"lockorder": [
			{
				"message": "{\"conclint:unit\":{}}"
			}
		]
	}
}
{"conclint:unit":{"id":"m/other","dir":"/m/other"}}
{"conclint:unit":{"id":"m/b","dir":"/m/b"}}
{}
{"conclint:unit":"odd"}
{"conclint:unit":{"id":"m/c","dir":"/m/c"}}`
	match := func(u Unit) bool { return u.ID != "m/other" }
	for name, wrap := range map[string]func(io.Reader) io.Reader{"at once": all, "in pieces": iotest.OneByteReader} {
		var got []int
		w := newWatcher(match, func(done int) { got = append(got, done) })
		if _, err := io.Copy(w, wrap(strings.NewReader(printed+"\n"))); err != nil {
			t.Fatal(err)
		}
		want := []int{1, 2, 3}
		if name == "at once" {
			want = []int{3}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// all hides what else a reader can do, so that io.Copy uses its buffer.
func all(r io.Reader) io.Reader { return struct{ io.Reader }{r} }

func TestCountPackages(t *testing.T) {
	dir := writeTree(t, map[string]string{"go.mod": "module m\n\ngo 1.26\n", "a.go": "package a\n", "b/b.go": "package b\n", "c/c.go": "package c\n"})
	for patterns, want := range map[string]int{"./...": 3, ".": 1, "./b ./c": 2} {
		got, err := CountPackages(t.Context(), Options{Dir: dir, Patterns: strings.Fields(patterns)})
		if err != nil || got != want {
			t.Errorf("%s: %d, %v, want %d", patterns, got, err, want)
		}
	}
	if n, err := CountPackages(t.Context(), Options{Dir: dir, Patterns: []string{"./..."}, BuildFlags: []string{"-mod=odd"}}); err == nil {
		t.Errorf("with an odd flag: %d", n)
	}
}
