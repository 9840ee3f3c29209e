package changed

import (
	"fmt"
	"strconv"
	"strings"
)

// parsePatch returns the changed lines of each file in what git diff prints,
// which has no context and the prefix "b/" for new names.
func parsePatch(patch []byte) map[string][]Span {
	files := make(map[string][]Span)
	file := ""
	content := 0 // lines of the current hunk that are still to come
	for line := range strings.Lines(string(patch)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case content > 0:
			if !strings.HasPrefix(line, `\`) { // no newline at the end of the file
				content--
			}
		case strings.HasPrefix(line, "+++ "):
			file = newName(line[len("+++ "):])
		case strings.HasPrefix(line, "@@ "):
			s, n := parseHunk(line)
			content = n
			files[file] = append(files[file], s)
		}
	}
	delete(files, "") // what was removed
	return files
}

// newName reads a file's name: git quotes unusual ones, and puts a tab behind
// those with spaces.
func newName(name string) string {
	name = strings.TrimSuffix(name, "\t")
	if unquoted, err := strconv.Unquote(name); err == nil {
		name = unquoted
	}
	name, ok := strings.CutPrefix(name, "b/")
	if !ok {
		return "" // /dev/null
	}
	return name
}

// parseHunk reads a line like "@@ -3,2 +5 @@ func F() {". It returns the lines
// that are new and the number of lines in the hunk. Where lines are only
// removed, those on both sides are new.
func parseHunk(line string) (s Span, content int) {
	var before, after string
	if _, err := fmt.Sscanf(line, "@@ -%s +%s @@", &before, &after); err != nil {
		return Span{}, 0
	}
	_, removed := parseRange(before)
	first, added := parseRange(after)
	if added == 0 {
		return Span{first, first + 1}, removed
	}
	return Span{first, first + added - 1}, removed + added
}

// parseRange reads "first,count" or "first".
func parseRange(text string) (first, count int) {
	line, n, several := strings.Cut(text, ",")
	first, err := strconv.Atoi(line)
	if err != nil {
		return 0, 0
	}
	if !several {
		return first, 1
	}
	count, err = strconv.Atoi(n)
	if err != nil {
		return first, 0
	}
	return first, count
}
