package render

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

// The escape sequences that terminals understand: those of ECMA-48, and the
// operating system command for links that most have agreed on.
const (
	bold  = "\x1b[1m"
	red   = "\x1b[31m"
	faint = "\x1b[2m"
	reset = "\x1b[0m"
	link  = "\x1b]8;;" // then the address, an end, the text, and a link to nowhere
	end   = "\x1b\\"
)

// emphasise puts an escape sequence around text, where colours are wanted.
func (r *Report) emphasise(code, text string) string {
	if !r.Color || text == "" {
		return text
	}
	return code + text + reset
}

// hyperlink makes text a link, for terminals that know links. Those that do not
// show the text alone.
func (r *Report) hyperlink(url, text string) string {
	if !r.Color || url == "" {
		return text
	}
	return link + url + end + text + link + end
}

// traceIndent precedes each step of a trace.
const traceIndent = "    "

// writeText prints each finding as "path:line:col: message (rule)", followed
// by its trace, one indented step a line.
func writeText(r *Report) ([]byte, error) {
	var out bytes.Buffer
	for _, f := range r.Findings {
		message := strings.ReplaceAll(f.Message, "\n", "\n"+traceIndent)
		fmt.Fprintf(&out, "%s: %s %s\n", r.emphasise(bold, orUnknown(f.Pos)), message, r.hyperlink(f.URL, r.emphasise(red, "("+f.Rule+")")))
		for _, s := range f.Trace {
			where := ""
			if s.Pos.Valid() {
				where = s.Pos.String() + ": "
			}
			text := strings.ReplaceAll(s.String(), "\n", "\n"+traceIndent+traceIndent)
			fmt.Fprintf(&out, "%s%s%s\n", traceIndent, r.emphasise(faint, where), text)
		}
	}
	return out.Bytes(), nil
}

// orUnknown words a position, known or not.
func orUnknown(p driver.Position) string {
	if !p.Valid() {
		return "unknown position"
	}
	return p.String()
}

// Hint says where findings are explained, to who reads them in a terminal. There
// is at least one.
func Hint(findings []driver.Finding) string {
	if slices.ContainsFunc(findings, func(f driver.Finding) bool { return f.Rule != findings[0].Rule }) {
		return "conclint help RULE explains a rule"
	}
	return "conclint help " + findings[0].Rule + " explains the rule"
}

// Summary counts the findings in one line, by rule, the most frequent first;
// it is "" when there are none.
func Summary(findings []driver.Finding) string {
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
