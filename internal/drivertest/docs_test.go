package drivertest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
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

var block = regexp.MustCompile("(?ms)^```(?:yaml|json).*?\n(.*?)^```")

// All settings in the pages can at least be parsed; JSON is YAML, too.
func TestBlocks(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(root, "docs", "drivers", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, page := range pages {
		for _, m := range block.FindAllStringSubmatch(read(t, page), -1) {
			var settings map[string]any
			if err := yaml.Unmarshal([]byte(m[1]), &settings); err != nil {
				t.Errorf("%s: %v in\n%s", filepath.Base(page), err, m[1])
			}
			n++
		}
	}
	if n < 10 {
		t.Errorf("only %d blocks", n)
	}
}
