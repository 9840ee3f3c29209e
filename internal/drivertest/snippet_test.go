package drivertest

import (
	"strings"
	"testing"
)

// snippet returns the code block of a page in docs/drivers whose first line is
// a comment with the given title.
func snippet(t *testing.T, page, title string) string {
	t.Helper()
	var found []string
	var block *strings.Builder
	for line := range strings.Lines(read(t, root, "docs", "drivers", page)) {
		switch {
		case strings.HasPrefix(line, "```") && block == nil:
			block = new(strings.Builder)
		case strings.HasPrefix(line, "```"):
			text := block.String()
			first, _, _ := strings.Cut(text, "\n")
			if strings.TrimLeft(first, "#/- ") == title {
				found = append(found, text)
			}
			block = nil
		case block != nil:
			block.WriteString(line)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s has %d code blocks called %q, want one", page, len(found), title)
	}
	return found[0]
}
