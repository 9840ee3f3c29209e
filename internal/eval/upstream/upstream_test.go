package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const broken = `package p

import "sync"

func twice() {}
func twice() {}

func noReturn() int {}

func vars(s []sync.Mutex) {
	x := 1
	x := 2
	for _, m := range s { // want "one"
	}
	var t struct{ n int }
	var fs []func(t)
	fs[0](t) // want "two"
	len(s)
}

func hopeless() { // want "lost"
	undefined()
} // want "lost"
`

func TestMend(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "p.go")
	if err := os.WriteFile(name, []byte(broken), 0o666); err != nil {
		t.Fatal(err)
	}
	lost, err := mend(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lost != 2 {
		t.Errorf("%d wanted lines lost, want 2", lost)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	old, mended := strings.Split(broken, "\n"), strings.Split(string(data), "\n")
	if len(old) != len(mended) {
		t.Fatalf("%d lines became %d:\n%s", len(old), len(mended), data)
	}
	for i, l := range old {
		if isWant(l) && !strings.Contains(l, "lost") != isWant(mended[i]) {
			t.Errorf("line %d moved:\n%s", i+1, data)
		}
	}
}

func TestIsWant(t *testing.T) {
	for comment, want := range map[string]bool{
		`// want "x"`:          true,
		"// want `x` `y`":      true,
		`// OK // want "x"`:    true,
		"//@ diag(`x`)":        true,
		`//@ fact(foo, "x")`:   false,
		`// want f:"fact"`:     false,
		`// wants nothing`:     false,
		`// I want "more"`:     false,
		`// Not reported. "x"`: false,
	} {
		if isWant(comment) != want {
			t.Errorf("isWant(%s) = %t", comment, !want)
		}
	}
}
