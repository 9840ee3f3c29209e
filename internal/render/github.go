package render

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

// writeGitHub writes commands to the runner of GitHub's workflows, which
// attaches the findings to the lines of a pull request. It takes ten errors and
// ten warnings of a step and drops the rest, so the worst come first.
func writeGitHub(r *Report) ([]byte, error) {
	var out bytes.Buffer
	if n := len(r.Failures); n > 0 {
		text := strings.Join(r.Failures, "\n")
		out.WriteString(command("error", text, "title", "conclint: "+count(n, "package")+" not analysed"))
	}
	for _, f := range worstFirst(r) {
		text := spelled(f)
		if f.URL != "" {
			text += "\n" + f.URL
		}
		out.WriteString(command(named(f.Severity, "notice"), text, append(r.annotated(f), "title", "conclint: "+f.Rule)...))
	}
	return out.Bytes(), nil
}

// annotated returns the properties that say where a finding is, as names and
// values. Columns are possible within a line only.
func (r *Report) annotated(f driver.Finding) []string {
	if !f.Pos.Valid() {
		return nil
	}
	file, _ := r.rooted(f.Pos.File)
	properties := []string{"file", file}
	add := func(name string, value int) {
		if value > 0 {
			properties = append(properties, name, fmt.Sprint(value))
		}
	}
	s := r.span(f.Pos, f.End)
	add("line", s.line)
	add("endLine", s.endLine)
	if s.endLine == 0 || s.endLine == s.line {
		add("col", s.column)
		add("endColumn", s.endColumn)
	}
	return properties
}

// command returns a command to the runner: its name, what it says, and its
// properties, as names and values.
func command(name, text string, properties ...string) string {
	var b strings.Builder
	b.WriteString("::" + name)
	for i := 0; i < len(properties); i += 2 {
		separator := ","
		if i == 0 {
			separator = " "
		}
		b.WriteString(separator + properties[i] + "=" + commandProperty.Replace(properties[i+1]))
	}
	b.WriteString("::" + commandText.Replace(text) + "\n")
	return b.String()
}

// What the runner takes for its own must not be in texts.
var (
	commandText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// count words a number of things.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
