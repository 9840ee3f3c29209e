package driver

import (
	"path/filepath"
	"testing"
)

func TestParsePosition(t *testing.T) {
	for text, want := range map[string]Position{
		"/m/a.go:3:5":    {"/m/a.go", 3, 5},
		"/m/a.go:3":      {"/m/a.go", 3, 0},
		"/m/a.go":        {"/m/a.go", 0, 0},
		`C:\m\a.go:3:5`:  {`C:\m\a.go`, 3, 5},
		"/m/a:7/b.go:1":  {"/m/a:7/b.go", 1, 0},
		"/m/x y.go:1:22": {"/m/x y.go", 1, 22},
		"/m/3":           {"/m/3", 0, 0},
		"7:5":            {},
		"7":              {},
		"-":              {},
		"":               {},
	} {
		if got := parsePosition(text); got != want {
			t.Errorf("parsePosition(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestShortener(t *testing.T) {
	shorten := shortener(filepath.FromSlash("/home/u/m"))
	for file, want := range map[string]string{
		"/home/u/m/a/b.go": "a/b.go",
		"/home/u/n/b.go":   "../n/b.go",
		"/x/b.go":          "/x/b.go", // ../../../x/b.go is no help
		"rel/b.go":         "rel/b.go",
		"":                 "",
	} {
		if got := filepath.ToSlash(shorten(filepath.FromSlash(file))); got != want {
			t.Errorf("shorten(%q) = %q, want %q", file, got, want)
		}
	}
}
