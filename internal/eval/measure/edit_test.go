package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNewEdit(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.go": "package p\n\nfunc a() {}\n\nfunc b() int { return 0 }\n",
		"z.go": "package p\n\nfunc only() {}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	p := pkg{Dir: dir, GoFiles: []string{"a.go", "z.go"}}
	for _, test := range []struct {
		first bool
		want  string
	}{
		{false, "func b() int {\n\tprintln(\"edited\")\n return 0 }"},
		{true, "func a() {\n\tprintln(\"edited\")\n}"},
	} {
		e, err := newEdit(p, test.first)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(e.file) != "a.go" || !strings.Contains(string(e.new), test.want) {
			t.Errorf("first %t: %s:\n%s", test.first, e.file, e.new)
		}
	}
}
