package driver

import (
	"cmp"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// block is what the go command's standard error said about one package, under
// a line "# import/path".
type block struct {
	pkg   string
	lines []string
}

// readErrors splits the go command's standard error into its blocks about
// packages and the rest.
func readErrors(stderr string) (blocks []block, rest []string) {
	var current *block
	for line := range strings.Lines(stderr) {
		line = strings.TrimRight(line, "\r\n")
		name, isHeader := strings.CutPrefix(line, "# ")
		switch {
		case isHeader && strings.HasPrefix(name, "[") && current != nil && len(current.lines) == 0:
			// A second header line tells the variant, which nobody needs.
		case isHeader:
			path, _, _ := strings.Cut(name, " ")
			blocks = append(blocks, block{pkg: path})
			current = &blocks[len(blocks)-1]
		case strings.HasPrefix(line, "go: "):
			rest = append(rest, line)
		case current != nil:
			current.lines = append(current.lines, line)
		case strings.TrimSpace(line) != "":
			rest = append(rest, line)
		}
	}
	return blocks, rest
}

// toolPrefix is what vet tools write before an error of their own.
var toolPrefix = regexp.MustCompile(`^(?:vet|` + regexp.QuoteMeta(toolName) + `)(?:\.exe)?: `)

// toolName is the program's name, as far as messages are concerned.
const toolName = "conclint"

// message words a block as one line: its first error, and how many follow.
func (b block) message(shorten func(string) string) string {
	first, more := "", 0
	for _, line := range b.lines {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if first == "" {
			first = toolPrefix.ReplaceAllString(line, "")
		} else if fileLine.MatchString(line) {
			more++
		}
	}
	if first == "" {
		return "the go command says no more"
	}
	first = relocate(first, shorten)
	switch more {
	case 0:
		return first
	case 1:
		return first + " (and 1 more error)"
	}
	return first + " (and " + strconv.Itoa(more) + " more errors)"
}

// fileLine matches the "file:line" or "file:line:column" in front of an error.
var fileLine = regexp.MustCompile(`^([^\s:][^:]*\.\w+):(\d+(?::\d+)?): `)

// relocate rewrites the file name in front of an error, if there is one.
func relocate(line string, shorten func(string) string) string {
	m := fileLine.FindStringSubmatch(line)
	if m == nil {
		return line
	}
	return shorten(m[1]) + line[len(m[1]):]
}

// relocator returns a function that words file names printed by a go command
// that ran in goDir for a user who stands in dir.
func relocator(goDir, dir string) func(string) string {
	shorten := shortener(dir)
	return func(file string) string {
		if !filepath.IsAbs(file) {
			file = filepath.Join(goDir, file)
		}
		return shorten(file)
	}
}

// announcement matches a line that says only that errors in a file follow.
var announcement = regexp.MustCompile(`^go: errors parsing .*:$`)

// advice matches what the go command has to say about a command that may help.
var advice = regexp.MustCompile(`; (?:see 'go help.*|to [^;]*:)$`)

// firstSentence picks the one line worth showing from an error text of the go
// command, without its own prefix, and joins it with the next one where it
// only announces that. Otherwise is returned when there is none.
func firstSentence(stderr []byte, otherwise string) string {
	sentence := ""
	for line := range strings.Lines(string(stderr)) {
		line = strings.TrimSpace(line)
		if line == "" || announcement.MatchString(line) || strings.HasPrefix(line, "go: downloading ") || strings.HasPrefix(line, "go: warning: ") || strings.HasPrefix(line, "# ") {
			continue
		}
		if sentence != "" {
			return sentence + " " + line
		}
		sentence = advice.ReplaceAllString(strings.TrimPrefix(line, "go: "), "")
		if !strings.HasSuffix(sentence, ":") {
			return sentence
		}
	}
	return cmp.Or(strings.TrimSuffix(sentence, ":"), otherwise)
}
