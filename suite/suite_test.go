package suite_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/doc/doctest"
	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/suite"
)

func TestValid(t *testing.T) {
	var analyzers []*analysis.Analyzer
	for _, e := range suite.All() {
		analyzers = append(analyzers, e.Analyzer)
	}
	if err := analysis.Validate(analyzers); err != nil {
		t.Error(err)
	}
	names := make([]string, len(analyzers))
	for i, a := range analyzers {
		names[i] = a.Name
	}
	if !slices.IsSorted(names) {
		t.Errorf("not sorted: %v", names)
	}
}

// Drivers run no facts on dependencies for free: whatever needs them must be
// ours.
func TestFacts(t *testing.T) {
	for _, e := range suite.All() {
		if e.Source == "" && hasFacts(e.Analyzer) {
			t.Errorf("%s has facts, so that every dependency has to be analysed for it", e.Analyzer.Name)
		}
	}
}

func hasFacts(a *analysis.Analyzer) bool {
	return len(a.FactTypes) > 0 || slices.ContainsFunc(a.Requires, hasFacts)
}

func TestEveryPassIsRegistered(t *testing.T) {
	dirs, err := os.ReadDir(filepath.Join(fixture.Root(t), "passes"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if d.IsDir() && !slices.ContainsFunc(suite.All(), func(e suite.Entry) bool { return e.Analyzer.Name == d.Name() && e.Source != "" }) {
			t.Errorf("passes/%s is not in the suite", d.Name())
		}
	}
}

func TestRuleIDs(t *testing.T) {
	seen := make(map[string]bool)
	for _, e := range suite.All() {
		if len(e.Rules) == 0 {
			t.Errorf("%s has no rule", e.Analyzer.Name)
		}
		for _, r := range e.Rules {
			if seen[r.ID] {
				t.Errorf("two rules are called %s", r.ID)
			}
			seen[r.ID] = true
			if r.ID != e.Analyzer.Name && !strings.HasPrefix(r.ID, e.Analyzer.Name+"-") {
				t.Errorf("%s is a rule of %s, its name should begin with that", r.ID, e.Analyzer.Name)
			}
			checkRule(t, e, r)
		}
	}
}

func checkRule(t *testing.T, e suite.Entry, r rule.Rule) {
	t.Helper()
	if r.Title == "" || strings.HasSuffix(r.Title, ".") || strings.Contains(r.Title, "\n") {
		t.Errorf("%s: the title %q should be a line without a period", r.ID, r.Title)
	}
	if strings.Contains(r.Format, r.ID) || strings.HasSuffix(r.Format, ".") || r.Format == "" {
		t.Errorf("%s: the message %q should have neither the rule's name nor a period", r.ID, r.Format)
	}
	if r.Severity != rule.Error && r.Severity != rule.Warning {
		t.Errorf("%s has severity %q", r.ID, r.Severity)
	}
	if r.Confidence != rule.High && !r.OptIn && !e.OptIn {
		t.Errorf("%s has confidence %q and is not opt-in", r.ID, r.Confidence)
	}
}

// Every rule of ours is explained, with examples, and nothing else is.
func TestDocs(t *testing.T) {
	for _, e := range suite.All() {
		if e.Source == "" {
			continue
		}
		docs := doc.Rules(e.Source)
		for _, r := range e.Rules {
			i := slices.IndexFunc(docs, func(d doc.Rule) bool { return d.ID == r.ID })
			if i < 0 {
				t.Errorf("%s has no section in the doc.go of %s", r.ID, e.Analyzer.Name)
				continue
			}
			if d := docs[i]; d.Text == "" || len(d.Wrong) == 0 || len(d.Right) == 0 {
				t.Errorf("%s needs prose, a WRONG and a RIGHT example", r.ID)
			}
		}
		for _, d := range docs {
			if !slices.ContainsFunc(e.Rules, func(r rule.Rule) bool { return r.ID == d.ID }) {
				t.Errorf("%s is explained, but is no rule of %s", d.ID, e.Analyzer.Name)
			}
		}
	}
}

func TestExamples(t *testing.T) {
	for _, e := range suite.All() {
		if e.Source != "" {
			t.Run(e.Analyzer.Name, func(t *testing.T) { doctest.Run(t, e.Analyzer, doc.Rules(e.Source)) })
		}
	}
}

// A pass's own test runs all directories of its fixtures (see package
// fixture); here remain those that belong to no pass.
func TestFixtures(t *testing.T) {
	src := filepath.Join(fixture.Root(t), "testdata", "src")
	dirs, err := os.ReadDir(src)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if strings.Contains(d.Name(), ".") {
			continue // a stub of somebody else's module
		}
		if !slices.ContainsFunc(suite.All(), func(e suite.Entry) bool { return e.Analyzer.Name == d.Name() }) {
			t.Errorf("testdata/src/%s belongs to no analyzer", d.Name())
		}
	}
	for _, e := range suite.All() {
		if e.Source == "" {
			continue
		}
		topics, err := filepath.Glob(filepath.Join(src, e.Analyzer.Name, "*", "*.go"))
		if err != nil || len(topics) == 0 {
			t.Errorf("%s has no fixtures", e.Analyzer.Name)
		}
	}
}
