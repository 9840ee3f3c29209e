package render

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

// JobSummaryRoom is how many bytes GitHub shows of what a step says in its job
// summary; of more it shows nothing.
const JobSummaryRoom = 1 << 20

// jobSummary returns the report as Markdown for the page of a job, in at most
// room bytes. A trace with several goroutines is a picture there.
func jobSummary(r *Report, room int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "## conclint: %s\n\n", headline(r))
	const shownFailures = 20
	for i, failure := range r.Failures {
		if i == shownFailures {
			fmt.Fprintf(&b, "- and %d more\n", len(r.Failures)-i)
			break
		}
		fmt.Fprintf(&b, "- %s\n", markdownText(failure))
	}
	const rest = "\n%d more findings did not fit in here.\n"
	findings := worstFirst(r)
	for i, f := range findings {
		section := r.section(f)
		if b.Len()+len(section)+len(rest)+20 > room {
			fmt.Fprintf(&b, rest, len(findings)-i)
			break
		}
		b.WriteString(section)
	}
	b.WriteString("\n")
	if b.Len() > room {
		return nil
	}
	return []byte(b.String())
}

// headline says in a few words what came out.
func headline(r *Report) string {
	text := Summary(r.Findings)
	if text == "" {
		text = "nothing found"
	}
	if n := len(r.Failures); n > 0 {
		text += ", " + count(n, "package") + " not analysed"
	}
	return text
}

// section returns what the summary says about a finding.
func (r *Report) section(f driver.Finding) string {
	var b strings.Builder
	rule := markdownText(f.Rule)
	if f.URL != "" {
		rule = "[" + rule + "](" + f.URL + ")"
	}
	fmt.Fprintf(&b, "\n**%s** %s: %s (%s)\n", f.Severity, r.linked(f.Pos), markdownText(f.Message), rule)
	if len(f.Trace) == 0 {
		return b.String()
	}
	picture := ""
	what := count(len(f.Trace), "step")
	if n := len(goroutines(f.Trace)); n > 1 {
		what += " in " + count(n, "goroutine")
		picture = sequenceDiagram(f.Trace)
	}
	fmt.Fprintf(&b, "\n<details><summary>%s</summary>\n\n", what)
	if picture != "" {
		fmt.Fprintf(&b, "```mermaid\n%s```\n\n", picture)
	}
	for i, s := range f.Trace {
		fmt.Fprintf(&b, "%d. %s", i+1, markdownText(s.String()))
		if s.Pos.Valid() {
			fmt.Fprintf(&b, " (%s)", r.linked(s.Pos))
		}
		b.WriteString("\n")
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

// linked returns a position in Markdown, as a link to the line if it is known
// where the repository can be looked at.
func (r *Report) linked(pos driver.Position) string {
	text := markdownText(filepath.ToSlash(orUnknown(pos)))
	link := r.sourceLink(pos)
	if link == "" {
		return text
	}
	return "[" + text + "](" + strings.NewReplacer("(", "%28", ")", "%29").Replace(link) + ")"
}

// sourceLink returns where a position can be looked at, or "" if that is not
// known.
func (r *Report) sourceLink(pos driver.Position) string {
	if !pos.Valid() || r.SourceURL == "" {
		return ""
	}
	name, ok := r.rooted(pos.File)
	if !ok {
		return ""
	}
	link := r.SourceURL + "/" + (&url.URL{Path: name}).EscapedPath()
	if pos.Line > 0 {
		link += fmt.Sprintf("#L%d", pos.Line)
	}
	return link
}

// markdownText escapes what Markdown takes for its own.
func markdownText(text string) string {
	var b strings.Builder
	for _, c := range oneLine(text) {
		switch {
		case c == '<' || c == '>' || c == '&':
			fmt.Fprintf(&b, "&#%d;", c)
			continue
		case strings.ContainsRune("\\`*_[]#|~$!{}", c):
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}
