package driver

import (
	"path/filepath"
	"testing"
)

func TestFiles(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"o.json":    `{"Replace": {"m/a.go": "tmp/x"}}`,
		"m/a.go":    "old",
		"m/b.go":    "b",
		"tmp/x":     "new",
		"other/c.y": "c",
	})
	f, err := newFiles(Options{Cwd: filepath.Join(dir, "m"), Dir: dir, Overlay: filepath.Join(dir, "o.json")})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ file, name, text string }{
		{"tmp/x", "a.go", "new"},
		{"m/b.go", "b.go", "b"},
		{"other/c.y", "../other/c.y", "c"},
	} {
		name := f.toUser(filepath.Join(dir, test.file))
		if filepath.ToSlash(name) != test.name {
			t.Errorf("%s is %s for the user, want %s", test.file, name, test.name)
		}
		for _, name := range []string{name, filepath.Join(dir, "m", name)} {
			if text, err := f.read(name); err != nil || string(text) != test.text {
				t.Errorf("%s has %q (%v), want %q", name, text, err, test.text)
			}
		}
	}
	if _, err := f.read("nowhere.go"); err == nil {
		t.Error("no error for a file that is not there")
	}
}

// A //line directive can name what never ends, or what waits for a writer.
func TestReadSource(t *testing.T) {
	for _, name := range []string{t.TempDir(), "/dev/zero"} {
		if text, err := ReadSource(name); err == nil {
			t.Errorf("%s has %d bytes", name, len(text))
		}
	}
}
