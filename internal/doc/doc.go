// Package doc reads what a pass's doc.go says about the analyzer and its
// rules, so that one text serves the package's page, the command's help, the
// generated pages, and the tests that run its examples.
//
// The package comment of doc.go has a section for the analyzer and one for
// each rule:
//
//	# Analyzer NAME
//
//	NAME: summary
//
//	Description...
//
//	# Rule NAME-KIND
//
//	Prose...
//
//	WRONG:
//
//		code in which the rule finds something
//
//	RIGHT:
//
//		code in which it does not
//
// An example is the indented block after a line that is nothing but WRONG:
// or RIGHT:. It is a Go file without the package clause and without the
// imports of standard packages, which whoever runs it adds; its first line
// may be a //go:build constraint. A rule can have several of each.
package doc

import "strings"

// Rule is what a doc.go says about one rule.
type Rule struct {
	ID    string
	Text  string   // the prose, without the examples
	Wrong []string // examples that the rule reports
	Right []string // examples that it does not
}

// Analyzer returns the documentation of the named analyzer in the form that
// analysis.Analyzer.Doc has: the summary, a blank line, the description. src
// is the content of the pass's doc.go. The result is empty, which
// analysis.Validate rejects, if there is no such section.
func Analyzer(src, name string) string {
	for title, body := range sections(src) {
		if title == "Analyzer "+name {
			_, text, ok := strings.Cut(body, name+":")
			if !ok {
				return ""
			}
			return strings.TrimSpace(text)
		}
	}
	return ""
}

// Rules returns the rules that src, the content of a pass's doc.go, explains,
// in their order there.
func Rules(src string) []Rule {
	var rules []Rule
	for title, body := range sections(src) {
		if id, ok := strings.CutPrefix(title, "Rule "); ok {
			r := Rule{ID: id}
			r.parse(body)
			rules = append(rules, r)
		}
	}
	return rules
}

// sections yields the title and the body of each headed section of the
// package comment of src; the part before the first heading is left out.
func sections(src string) func(yield func(title, body string) bool) {
	return func(yield func(title, body string) bool) {
		parts := strings.Split("\n"+leading(src), "\n# ")
		for _, part := range parts[1:] {
			title, body, _ := strings.Cut(part, "\n")
			if !yield(strings.TrimSpace(title), strings.TrimSpace(body)) {
				return
			}
		}
	}
}

// leading returns the text of the comment above src's package clause. The vet
// tool asks for it whenever it starts, which is once per package, so there is no
// time to parse.
func leading(src string) string {
	var b strings.Builder
	for line := range strings.Lines(src) {
		text, ok := strings.CutPrefix(line, "//")
		switch {
		case ok:
			b.WriteString(strings.TrimPrefix(text, " "))
		case strings.HasPrefix(line, "package "):
			return b.String()
		default:
			b.Reset() // that comment is another one's
		}
	}
	return ""
}

// parse splits the body of a rule's section into prose and examples.
func (r *Rule) parse(body string) {
	var prose []string
	var into *[]string // where the next indented block belongs; nil: to the prose
	lines := strings.Split(body, "\n")
	for i := 0; i < len(lines); {
		line := lines[i]
		switch {
		case line == "WRONG:":
			into = &r.Wrong
			i++
		case line == "RIGHT:":
			into = &r.Right
			i++
		case into != nil && line == "":
			i++
		case into != nil && indented(line):
			n := blockLen(lines[i:])
			*into = append(*into, dedent(lines[i:i+n]))
			into = nil
			i += n
		default:
			into = nil
			prose = append(prose, line)
			i++
		}
	}
	r.Text = strings.TrimSpace(joinProse(prose))
}

// blockLen returns how many of the lines, the first of which is indented,
// belong to one indented block: the blank lines inside it do, those after it
// do not.
func blockLen(lines []string) int {
	n := 0
	for i, line := range lines {
		if indented(line) {
			n = i + 1
		} else if line != "" {
			break
		}
	}
	return n
}

func indented(line string) bool {
	return strings.HasPrefix(line, "\t") || strings.HasPrefix(line, " ")
}

// dedent removes from all lines the indentation of the first.
func dedent(lines []string) string {
	first := lines[0]
	indent := first[:len(first)-len(strings.TrimLeft(first, " \t"))]
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimPrefix(line, indent))
		b.WriteByte('\n')
	}
	return b.String()
}

// joinProse joins lines, with one blank line where taking out the examples
// left several.
func joinProse(lines []string) string {
	var out []string
	for _, line := range lines {
		if line == "" && len(out) > 0 && out[len(out)-1] == "" {
			continue
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}
