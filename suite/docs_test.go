package suite_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/internal/render"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/suite"
)

var write = flag.Bool("write", false, "write the generated documents instead of comparing them")

// TestGenerated compares what is generated from the rules with what is there,
// or writes it.
func TestGenerated(t *testing.T) {
	stale, err := generate(fixture.Root(t), *write)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range stale {
		t.Errorf("%s is not what the rules say now: run go generate ./...", name)
	}
}

// generate makes the page of each rule, in docs/rules, and the tables of rules,
// of patterns and of formats in README.md. It writes what has changed or, if write is false, returns the
// names of those files.
func generate(root string, write bool) (stale []string, err error) {
	want, err := documents(root)
	if err != nil {
		return nil, err
	}
	pages, err := filepath.Glob(filepath.Join(root, "docs", "rules", "*.md"))
	if err != nil {
		return nil, err
	}
	for _, page := range pages {
		rel := "docs/rules/" + filepath.Base(page)
		if _, ok := want[rel]; ok {
			continue
		}
		stale = append(stale, rel)
		if write {
			if err := os.Remove(page); err != nil {
				return nil, err
			}
		}
	}
	for rel, text := range want {
		name := filepath.Join(root, filepath.FromSlash(rel))
		old, err := os.ReadFile(name)
		if err == nil && string(old) == text {
			continue
		}
		stale = append(stale, rel)
		if !write {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return nil, err
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			return nil, err
		}
	}
	if write {
		return nil, nil
	}
	slices.Sort(stale)
	return stale, nil
}

// documents returns the generated files by name, relative to root.
func documents(root string) (map[string]string, error) {
	out := make(map[string]string)
	for _, e := range suite.All() {
		for _, r := range e.Rules {
			out["docs/rules/"+r.ID+".md"] = page(e, r)
		}
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	text, err := between(string(readme), "<!-- rules -->", "<!-- /rules -->", table())
	if err != nil {
		return nil, fmt.Errorf("README.md: %w", err)
	}
	patterns, err := patternTable(root)
	if err != nil {
		return nil, err
	}
	if text, err = between(text, "<!-- patterns -->", "<!-- /patterns -->", patterns); err != nil {
		return nil, fmt.Errorf("README.md: %w", err)
	}
	if text, err = between(text, "<!-- formats -->", "<!-- /formats -->", formatTable()); err != nil {
		return nil, fmt.Errorf("README.md: %w", err)
	}
	out["README.md"] = text
	return out, nil
}

// between returns text with new in the place of what stands between two
// markers.
func between(text, from, to, new string) (string, error) {
	before, rest, ok1 := strings.Cut(text, from)
	_, after, ok2 := strings.Cut(rest, to)
	if !ok1 || !ok2 {
		return "", fmt.Errorf("no %s ... %s", from, to)
	}
	return before + from + "\n" + new + to + after, nil
}

// table returns the table of all rules.
func table() string {
	var b strings.Builder
	b.WriteString("| rule | finds | on by default |\n| --- | --- | --- |\n")
	for _, e := range suite.All() {
		for _, r := range e.Rules {
			fmt.Fprintf(&b, "| [%s](docs/rules/%s.md) | %s | %s |\n", r.ID, r.ID, strings.ReplaceAll(r.Title, "|", "\\|"), onByDefault(e, r))
		}
	}
	return b.String()
}

// formatTable returns the table of all formats of reports.
func formatTable() string {
	var b strings.Builder
	b.WriteString("| format | is |\n| --- | --- |\n")
	for _, f := range render.Formats() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", f.Name, f.Doc)
	}
	return b.String()
}

func onByDefault(e suite.Entry, r rule.Rule) string {
	if e.OptIn || r.OptIn {
		return "no"
	}
	return "yes"
}

// page returns the page of a rule.
func page(e suite.Entry, r rule.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!-- Generated from the rule's documentation by go generate. -->\n\n# %s\n\n%s\n\n", r.ID, upper(r.Title)+".")
	fmt.Fprintf(&b, "| analyzer | severity | confidence | on by default |\n| --- | --- | --- | --- |\n")
	fmt.Fprintf(&b, "| [%s](%s) | %s | %s | %s |\n\n", e.Analyzer.Name, e.Analyzer.URL, r.Severity, r.Confidence, onByDefault(e, r))
	b.WriteString(e.Doc(r.ID).Markdown())
	return b.String()
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
