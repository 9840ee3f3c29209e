package drivertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The README leads to every page about a driver.
func TestReadme(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(root, "docs", "drivers", "*.md"))
	if err != nil || len(pages) < 5 {
		t.Fatalf("pages: %v, %v", pages, err)
	}
	readme := read(t, root, "README.md")
	for _, page := range pages {
		if name := "docs/drivers/" + filepath.Base(page); !strings.Contains(readme, "]("+name+")") {
			t.Errorf("README.md has no link to %s", name)
		}
	}
	for _, name := range []string{"multichecker", "singlechecker"} {
		file := filepath.Join("examples", name, "main.go")
		if _, err := os.Stat(filepath.Join(root, file)); err != nil || !strings.Contains(readme, file) {
			t.Errorf("README.md and %s: %v", file, err)
		}
	}
}
