package driver

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Style says how text is made to stand out.
type Style struct{ Color bool }

// The escape sequences of ECMA-48 that terminals understand.
const (
	bold  = "\x1b[1m"
	red   = "\x1b[31m"
	faint = "\x1b[2m"
	reset = "\x1b[0m"
)

func (s Style) wrap(code, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return code + text + reset
}

// traceIndent precedes each step of a trace.
const traceIndent = "    "

// WriteText prints each finding as "path:line:col: message (rule)", followed
// by its trace, one indented step a line. The error is the writer's.
func WriteText(w io.Writer, findings []Finding, style Style) error {
	out := bufio.NewWriter(w)
	for _, f := range findings {
		message := strings.ReplaceAll(f.Message, "\n", "\n"+traceIndent)
		fmt.Fprintf(out, "%s: %s %s\n", style.wrap(bold, f.Pos.orUnknown()), message, style.wrap(red, "("+f.Rule+")"))
		for _, s := range f.Trace {
			where := ""
			if s.Pos.Valid() {
				where = s.Pos.String() + ": "
			}
			text := strings.ReplaceAll(s.Text, "\n", "\n"+traceIndent+traceIndent)
			if s.Goroutine > 0 {
				text = fmt.Sprintf("goroutine %d: %s", s.Goroutine, text)
			}
			fmt.Fprintf(out, "%s%s%s\n", traceIndent, style.wrap(faint, where), text)
		}
	}
	return out.Flush()
}

// orUnknown is String, with a word for a position that is not known.
func (p Position) orUnknown() string {
	if !p.Valid() {
		return "unknown position"
	}
	return p.String()
}

// Summary counts the findings in one line, by rule, the most frequent first;
// it is "" when there are none.
func Summary(findings []Finding) string {
	if len(findings) == 0 {
		return ""
	}
	counts := make(map[string]int)
	for _, f := range findings {
		counts[f.Rule]++
	}
	rules := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	parts := make([]string, len(rules))
	for i, r := range rules {
		parts[i] = fmt.Sprintf("%d %s", counts[r], r)
	}
	noun := "findings"
	if len(findings) == 1 {
		noun = "finding"
	}
	return fmt.Sprintf("%d %s (%s)", len(findings), noun, strings.Join(parts, ", "))
}
