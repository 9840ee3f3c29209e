package doc

import (
	"fmt"
	"go/doc/comment"
	"html"
	"strings"
)

// Markdown returns the rule's prose and its examples as Markdown.
func (r Rule) Markdown() string {
	var parser comment.Parser
	printer := comment.Printer{DocLinkBaseURL: "https://pkg.go.dev"}
	var b strings.Builder
	b.Write(printer.Markdown(parser.Parse(r.Text)))
	r.examples(func(kind, code string) { fmt.Fprintf(&b, "\n%s:\n\n```go\n%s```\n", kind, code) })
	return b.String()
}

// HTML returns the rule's prose and its examples as HTML.
func (r Rule) HTML() string {
	var parser comment.Parser
	printer := comment.Printer{DocLinkBaseURL: "https://pkg.go.dev"}
	var b strings.Builder
	b.Write(printer.HTML(parser.Parse(r.Text)))
	r.examples(func(kind, code string) {
		fmt.Fprintf(&b, "<p class=\"%s\">%s:</p>\n<pre>%s</pre>\n", strings.ToLower(kind), kind, html.EscapeString(code))
	})
	return b.String()
}

// Plain returns the rule's prose and its examples as text for a terminal,
// without a newline at the end.
func (r Rule) Plain() string {
	var b strings.Builder
	b.WriteString(r.Text)
	r.examples(func(kind, code string) { fmt.Fprintf(&b, "\n\n%s:\n\n%s", strings.ToUpper(kind), indent(code)) })
	return b.String()
}

// examples calls f for each example, the wrong ones first.
func (r Rule) examples(f func(kind, code string)) {
	for _, code := range r.Wrong {
		f("Wrong", code)
	}
	for _, code := range r.Right {
		f("Right", code)
	}
}

// indent indents each line that is not empty.
func indent(code string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSpace(code)) {
		if strings.TrimSpace(line) != "" {
			b.WriteByte('\t')
		}
		b.WriteString(line)
	}
	return b.String()
}
