package drivertest

import (
	"strings"
	"testing"
)

// snippet returns the code block of a page in docs/drivers whose first line is
// a comment with the given title, or which has the title after its language.
func snippet(t *testing.T, page, title string) string {
	t.Helper()
	var found []string
	var block *strings.Builder
	var info string // what follows the language
	for line := range strings.Lines(read(t, root, "docs", "drivers", page)) {
		switch {
		case strings.HasPrefix(line, "```") && block == nil:
			block = new(strings.Builder)
			_, info, _ = strings.Cut(strings.TrimSpace(line), " ")
		case strings.HasPrefix(line, "```"):
			text := block.String()
			first, _, _ := strings.Cut(text, "\n")
			if info == title || strings.TrimLeft(first, "#/- ") == title {
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
